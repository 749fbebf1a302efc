using System.Text.RegularExpressions;
using Crm.Domain.Common;

namespace Crm.WebApi.Pages;

/// <summary>docs/problems.md, each code at its own anchor: where <c>type</c> of a problem points.</summary>
internal static partial class ProblemsPage
{
    private static readonly Lazy<Page> Rendered = new(() => new Page("Problem codes", Body(Page.Read("problems.md"))));

    public static Page Render() => Rendered.Value;

    private static string Body(string markdown) =>
        $"""
            <h1>Problem codes</h1>
            <p>{Inline(Introduction().Match(markdown).Groups["text"].Value)}</p>
            <table><thead><tr><th>Code</th><th>Status</th><th>Meaning</th><th>Remedy</th></tr></thead>
            <tbody>{string.Concat(Rows().Matches(markdown).Select(Row))}</tbody></table>
            """;

    private static string Row(Match row) =>
        $"""
            <tr id="{row.Groups["code"].Value}"><td><code>{row.Groups["code"].Value}</code></td><td>{row.Groups[
                "status"
            ].Value}</td><td>{Inline(row.Groups["meaning"].Value)}</td><td>{Inline(
                row.Groups["remedy"].Value
            )}</td></tr>
            """;

    private static string Inline(string text) => Code().Replace(Page.Text(text), "<code>${text}</code>");

    [GeneratedRegex(@"^# .*\n\n(?<text>(?:.+\n)+)", RegexOptions.ExplicitCapture, PatternPatience.Milliseconds)]
    private static partial Regex Introduction();

    [GeneratedRegex(
        @"^\| `(?<code>[a-z_]+)` \| (?<status>\d{3}) \| (?<meaning>[^|]*) \| (?<remedy>[^|]*) \|",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        PatternPatience.Milliseconds
    )]
    private static partial Regex Rows();

    [GeneratedRegex("`(?<text>[^`]+)`", RegexOptions.ExplicitCapture, PatternPatience.Milliseconds)]
    private static partial Regex Code();
}
