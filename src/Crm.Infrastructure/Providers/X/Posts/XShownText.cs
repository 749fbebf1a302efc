using System.Net;
using System.Text.RegularExpressions;
using Crm.Domain.Common;

namespace Crm.Infrastructure.Providers.X.Posts;

/// <summary>
/// A text as it can be known again when X shows it: with short links, with a link to its media at the end, and as HTML (x §5). Where the
/// links lead is part of it: two posts may differ in nothing else.
/// </summary>
internal sealed partial record XShownText(string Words, IReadOnlyList<string> Links)
{
    private const string Link = "\uFFFC";

    public static XShownText OfSent(string text) => Of(text, link => link);

    public static XShownText OfShown(XPost post)
    {
        var expanded = (post.Entities?.Urls ?? [])
            .Where(url => url is { Url: not null, ExpandedUrl: not null })
            .DistinctBy(url => url.Url, StringComparer.Ordinal)
            .ToDictionary(url => url.Url!, url => url.ExpandedUrl!, StringComparer.Ordinal);

        return Of(WebUtility.HtmlDecode(post.Text ?? ""), link => expanded.GetValueOrDefault(link, link));
    }

    public bool IsShownAs(XShownText shown) =>
        (shown.Words == Words || shown.Words == $"{Words} {Link}".Trim())
        && Links.SequenceEqual(shown.Links.Take(Links.Count), StringComparer.OrdinalIgnoreCase);

    private static XShownText Of(string text, Func<string, string> expand)
    {
        var plain = text.Normalize();
        var found = XLinks.Find(plain);
        foreach (var link in found.Reverse())
        {
            plain = plain.Remove(link.Start, link.Text.Length).Insert(link.Start, Link);
        }

        return new(
            Spaces().Replace(plain, " ").Trim(),
            [.. found.Select(link => Scheme().Replace(expand(link.Text), "").TrimEnd('/'))]
        );
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: PatternPatience.Milliseconds)]
    private static partial Regex Spaces();

    [GeneratedRegex("^https?://", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: PatternPatience.Milliseconds)]
    private static partial Regex Scheme();
}
