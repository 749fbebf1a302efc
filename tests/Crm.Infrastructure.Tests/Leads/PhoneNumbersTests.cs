using Crm.Infrastructure.Leads.Phones;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Crm.Infrastructure.Tests.Leads;

public sealed class PhoneNumbersTests
{
    private static readonly PhoneNumbers Phones = new();

    [Theory]
    [InlineData("0532 123 45 67", "TR", "+905321234567")]
    [InlineData("532 123 45 67", "TR", "+905321234567")]
    [InlineData("(0212) 293 40 00", "TR", "+902122934000")]
    [InlineData("+90 (0) 532 123 45 67", "DE", "+905321234567")]
    [InlineData("905321234567", "TR", "+905321234567")]
    [InlineData("0090 532 123 45 67", "TR", "+905321234567")]
    [InlineData("444 0 333", "TR", "+904440333")]
    [InlineData("05x", "TR", null)]
    [InlineData("0532 123 45", "TR", null)]
    [InlineData("٠٥٠ ١٢٣ ٤٥٦٧", "SA", "+966501234567")]
    [InlineData("+٩٦٦ ٥٠ ١٢٣ ٤٥٦٧", "TR", "+966501234567")]
    [InlineData("۰۵۰۱۲۳۴۵۶۷", "SA", "+966501234567")]
    [InlineData("966501234567", "SA", "+966501234567")]
    [InlineData("0501234567", "AE", "+971501234567")]
    [InlineData("04 123 4567", "AE", "+97141234567")]
    [InlineData("0100 123 4567", "EG", "+201001234567")]
    [InlineData("02 2735 1234", "EG", "+20227351234")]
    [InlineData("030 901820", "DE", "+4930901820")]
    [InlineData("0151 23456789", "DE", "+4915123456789")]
    [InlineData("+49 (0)151-234.56789", "TR", "+4915123456789")]
    [InlineData("07400 123456", "GB", "+447400123456")]
    [InlineData("020 7946 0958", "GB", "+442079460958")]
    [InlineData("(212) 555-0100", "US", "+12125550100")]
    [InlineData("1-212-555-0100", "US", "+12125550100")]
    [InlineData("011 90 532 123 45 67", "US", "+905321234567")]
    [InlineData("tel:+1-416-555-0123", "TR", "+14165550123")]
    [InlineData("06 1234 5678", "IT", "+390612345678")]
    [InlineData("8 (701) 123-45-67", "KZ", "+77011234567")]
    [InlineData("+7 912 345 67 89", "TR", "+79123456789")]
    [InlineData("\u200e+90\u00a0532\u00a0123\u00a045\u00a067\u200f", "TR", "+905321234567")]
    [InlineData("+999 123 456 789", "TR", null)]
    [InlineData("+90 111 111 11 11", "TR", null)]
    [InlineData("call me", "TR", null)]
    [InlineData("0532 123 45 67 veya 68", "TR", null)]
    [InlineData("+", "TR", null)]
    [InlineData("123", "TR", null)]
    [InlineData("0532 123 45 67", "XX", null)]
    public void Numbers_are_read_as_people_type_them(string typed, string country, string? expected) =>
        (Phones.Parse(typed, country)?.Value).ShouldBe(expected);

    [Fact]
    public void What_was_read_is_read_again_as_itself_in_every_country()
    {
        var digits = Gen.Elements("0123456789".ToCharArray());
        var typed =
            from plus in Gen.Elements("", "+", "00", "0")
            from length in Gen.Choose(3, 15)
            from number in digits.ArrayOf(length)
            select plus + new string(number);
        var countries = Gen.Elements("TR", "SA", "AE", "EG", "DE", "GB", "US", "AR", "MX", "BR", "RU", "IT");

        Prop.ForAll(
                Arb.From(typed),
                Arb.From(countries),
                (text, country) =>
                    Phones.Parse(text, country) is not { } number || Phones.Parse(number.Value, "TR") == number
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Any_text_at_all_is_read_or_refused_but_never_breaks() =>
        Prop.ForAll<string>(text => text is null || Phones.Parse(text, "TR") is null or { Value.Length: > 7 })
            .QuickCheckThrowOnFailure();
}
