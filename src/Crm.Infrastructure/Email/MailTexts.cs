using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Crm.Domain.Common;

namespace Crm.Infrastructure.Email;

/// <summary>The words of every mail in every language; Texts/ holds them and the page that the HTML part is set in.</summary>
internal static partial class MailTexts
{
    private const int LongestName = 80;

    private static readonly string Layout = ReadText("layout.html");

    private static readonly Dictionary<string, MailLanguage> Languages = new[] { "en", "tr", "ar" }.ToDictionary(
        locale => locale,
        locale => JsonSerializer.Deserialize<MailLanguage>(ReadText($"{locale}.json"), JsonSerializerOptions.Web)!,
        StringComparer.Ordinal
    );

    public static WrittenMail Write(MailContent content)
    {
        var locale = Languages.ContainsKey(content.Locale) ? content.Locale : "en";
        var language = Languages[locale];
        var words = language.Mails[content.Template.ToString()];
        var values = new Dictionary<string, string>(content.Values, StringComparer.Ordinal);
        foreach (var (name, value) in content.Values.Where(value => value.Key is not "link"))
        {
            values[name] = Tame(value);
        }

        if (values.TryGetValue("role", out var role))
        {
            values["role"] = language.Roles.GetValueOrDefault(role, role);
        }

        if (content.Values.TryGetValue("cause", out var cause))
        {
            values["cause"] = language.Causes.GetValueOrDefault(cause, language.Causes["other"]);
        }

        string[] before = [.. words.Lines.Select(line => Fill(line, values))];
        string[] after = [.. words.After.Select(line => Fill(line, values))];
        var link = words.Action is not null && values.TryGetValue("link", out var target) ? target : null;

        return new(
            content.To,
            locale,
            Fill(words.Subject, values),
            string.Join("\n\n", [.. before, .. Plain(words.Action, link), .. after, language.Footer]) + "\n",
            Fill(
                Layout,
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["lang"] = locale,
                    ["dir"] = language.Direction,
                    ["title"] = WebUtility.HtmlEncode(Fill(words.Subject, values)),
                    ["body"] = string.Join(
                        '\n',
                        [.. before.Select(Paragraph), .. Button(words.Action, link), .. after.Select(Paragraph)]
                    ),
                    ["footer"] = WebUtility.HtmlEncode(language.Footer),
                }
            )
        );
    }

    private static string[] Plain(string? action, string? link) => link is null ? [] : [$"{action}:\n{link}"];

    private static string[] Button(string? action, string? link) =>
        link is null
            ? []
            :
            [
                $"<p><a class=\"action\" href=\"{WebUtility.HtmlEncode(link)}\">{WebUtility.HtmlEncode(action)}</a></p>",
                $"<p class=\"link\" dir=\"ltr\">{WebUtility.HtmlEncode(link)}</p>",
            ];

    private static string Paragraph(string line) => $"<p>{WebUtility.HtmlEncode(line)}</p>";

    /// <summary>
    /// Anybody can have us write to anybody, under a company name of their choice: kept short, and broken up by word joiners, which
    /// nobody sees, so that no mail program makes a link of it.
    /// </summary>
    private static string Tame(string typed)
    {
        var text = typed.Length > LongestName ? $"{typed[..LongestName]}…" : typed;

        return Breakable().Replace(text, "$0\u2060");
    }

    /// <summary>In one pass, so that a value which looks like a place is left alone.</summary>
    private static string Fill(string text, Dictionary<string, string> values) =>
        Place().Replace(text, place => values.GetValueOrDefault(place.Groups["name"].Value, ""));

    private static string ReadText(string file)
    {
        using var stream = typeof(MailTexts).Assembly.GetManifestResourceStream(
            $"Crm.Infrastructure.Email.Texts.{file}"
        )!;
        using var reader = new StreamReader(stream);

        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"\{(?<name>[a-zA-Z]+)\}", RegexOptions.None, PatternPatience.Milliseconds)]
    private static partial Regex Place();

    [GeneratedRegex(@"[.:/](?=\S)", RegexOptions.None, PatternPatience.Milliseconds)]
    private static partial Regex Breakable();
}

/// <param name="Direction"><c>ltr</c> or <c>rtl</c>.</param>
/// <param name="Causes">Why a connection broke, by its code; <c>other</c> for codes without words of their own.</param>
/// <param name="Mails">By the template's name.</param>
internal sealed record MailLanguage(
    string Direction,
    string Footer,
    IReadOnlyDictionary<string, string> Roles,
    IReadOnlyDictionary<string, string> Causes,
    IReadOnlyDictionary<string, MailWords> Mails
);

/// <param name="Action">What the link does.</param>
internal sealed record MailWords(
    string Subject,
    IReadOnlyList<string> Lines,
    string? Action,
    IReadOnlyList<string> After
);
