using Crm.Application.Common;
using Crm.Infrastructure.Email;
using Shouldly;
using Xunit;

namespace Crm.Infrastructure.Tests.Email;

public sealed class MailTextsTests
{
    private const string Link = "https://app.example.com/page#token=crmm_abc-1_2";

    [Theory]
    [MemberData(nameof(Mails))]
    public void Every_mail_has_its_words_in_every_language(MailTemplate template, string locale)
    {
        var mail = Write(template, locale, "Lale Otel");

        mail.Subject.ShouldNotBeEmpty();
        mail.Text.ShouldNotContain("{");
        mail.Html.ShouldContain($"<html lang=\"{locale}\" dir=\"{(locale == "ar" ? "rtl" : "ltr")}\">");
        mail.Html.ShouldNotContain("{name}");
        if (template is not MailTemplate.PasswordChanged)
        {
            mail.Text.ShouldContain(Link);
            mail.Html.ShouldContain($"href=\"{Link}\"");
            mail.Text.ShouldContain("Lale Otel");
        }
    }

    [Fact]
    public void A_role_is_said_in_the_readers_language() =>
        Write(MailTemplate.Invitation, "tr", "Lale Otel").Text.ShouldContain("rol: yönetici");

    [Theory]
    [InlineData("authorization_removed", "alındı")]
    [InlineData("a_code_without_words", "reddetti")]
    public void A_cause_is_said_in_words(string cause, string word) =>
        MailTexts
            .Write(
                new(
                    MailTemplate.ConnectionBroken,
                    "person@firma.example",
                    "tr",
                    new Dictionary<string, string>(StringComparer.Ordinal) { ["cause"] = cause }
                )
            )
            .Text.ShouldContain(word);

    [Fact]
    public void What_people_typed_becomes_neither_markup_nor_a_link()
    {
        var mail = Write(MailTemplate.ConfirmEmail, "en", "<b>{link}</b> https://evil.example/" + new string('x', 200));

        mail.Html.ShouldNotContain("<b>");
        mail.Html.ShouldContain("{link}");
        mail.Text.ShouldNotContain("https://evil");
        mail.Text.ShouldNotContain("evil.example");
        mail.Text.ShouldNotContain(new string('x', 100));
    }

    public static TheoryData<MailTemplate, string> Mails()
    {
        var data = new TheoryData<MailTemplate, string>();
        foreach (var template in Enum.GetValues<MailTemplate>().Except([MailTemplate.ResetPasswordWanted]))
        {
            foreach (var locale in (string[])["en", "tr", "ar"])
            {
                data.Add(template, locale);
            }
        }

        return data;
    }

    private static WrittenMail Write(MailTemplate template, string locale, string tenantName) =>
        MailTexts.Write(
            new(
                template,
                "person@firma.example",
                locale,
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["fullName"] = "İrem",
                    ["inviterName"] = "Ayşe",
                    ["tenantName"] = tenantName,
                    ["accountName"] = tenantName,
                    ["platform"] = "LinkedIn",
                    ["cause"] = "refresh_token_refused",
                    ["days"] = "7",
                    ["endsOn"] = "2026-12-24",
                    ["role"] = "admin",
                    ["link"] = Link,
                }
            )
        );
}
