using System.Diagnostics;
using System.Text.RegularExpressions;
using Crm.Infrastructure.Providers.Shared;

namespace Crm.Infrastructure.Providers.X;

internal readonly record struct XLink(int Start, string Text);

/// <summary>What X takes for a link, with or without a protocol: twitter-text's extractUrlsWithIndices, step by step.</summary>
internal static class XLinks
{
    private const int LongestText = 20_000;
    private const int LongestLink = 4096;
    private const int LongestLabel = 63;
    private const int LongestShortLink = 40;
    private const string AssumedProtocol = "https://";
    private const string PunycodePrefix = "xn--";

    /// <summary>
    /// Links of thousands of characters still count 23, but a text may be made so that the pattern takes the square of its length.
    /// What is not found in time counts character by character: then it is too long, never too short.
    /// </summary>
    public static IReadOnlyList<XLink> Find(string text)
    {
        var links = new List<XLink>();
        if (text.Length > LongestText || !text.Contains('.', StringComparison.Ordinal))
        {
            return links;
        }

        var started = Stopwatch.GetTimestamp();
        try
        {
            for (
                var match = XPatterns.Known.Url.Match(text);
                match.Success && Stopwatch.GetElapsedTime(started) < XPatterns.Patience;
                match = match.NextMatch()
            )
            {
                Add(match, links);
            }
        }
        catch (RegexMatchTimeoutException)
        {
            return links;
        }

        return links;
    }

    private static void Add(Match match, List<XLink> links)
    {
        var protocol = match.Groups[4].Value;
        if (!IsAcceptable(match.Groups[3].Value, protocol, match.Groups[5].Value))
        {
            return;
        }

        if (protocol.Length > 0)
        {
            AddWhole(match.Groups[3], links);
        }
        else if (match.Groups[2].Value is not [.., '-' or '_' or '.' or '/'])
        {
            AddAsciiDomains(match, links);
        }
    }

    private static void AddWhole(Group link, List<XLink> links)
    {
        // Nothing may follow the slug of X's own shortener.
        var shortened = XPatterns.Known.ShortLink.Match(link.Value);
        if (!shortened.Success)
        {
            links.Add(new(link.Index, link.Value));
        }
        else if (shortened.Groups[1].Length <= LongestShortLink)
        {
            links.Add(new(link.Index, shortened.Value));
        }
    }

    // Without a protocol only ASCII domains count; what follows the domain belongs to the last of them. Each stands where its text
    // is first seen behind the one before, as there.
    private static void AddAsciiDomains(Match match, List<XLink> links)
    {
        var (link, domain) = (match.Groups[3], match.Groups[5].Value);
        var found = XPatterns.Known.AsciiDomain.Matches(domain);
        var end = 0;
        for (var index = 0; index < found.Count; index++)
        {
            var text = found[index].Value;
            var start = domain.IndexOf(text, end, StringComparison.Ordinal);
            end = start + text.Length;
            var takesPath = index == found.Count - 1 && match.Groups[7].Length > 0;
            links.Add(new(link.Index + start, takesPath ? text + link.Value[domain.Length..] : text));
        }
    }

    private static bool IsAcceptable(string link, string protocol, string domain) =>
        !(domain.StartsWith(PunycodePrefix, StringComparison.Ordinal) && !XPatterns.Known.AsciiDomain.IsMatch(domain))
        && domain.Split('.').All(label => Punycode.LengthOf(label) is > 0 and <= LongestLabel)
        && (protocol.Length > 0 ? protocol : AssumedProtocol).Length + link.Length <= LongestLink;
}
