using System.Text;
using System.Text.RegularExpressions;
using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.LinkedIn.Posts;

/// <summary>The markup of commentaries. A reserved character that is neither escaped nor markup ends the text, and nobody is told.</summary>
internal static partial class LittleText
{
    private const string Reserved = @"\|{}@[]()<>#*_~";

    /// <summary>What LinkedIn keeps, and whether it has cut something off.</summary>
    public static (string Text, bool WasCut) Read(string commentary)
    {
        var text = new StringBuilder(commentary.Length);
        for (var index = 0; index < commentary.Length; )
        {
            var letter = commentary[index];
            if (!Reserved.Contains(letter, StringComparison.Ordinal))
            {
                text.Append(letter);
                index++;
            }
            else if (Markup(commentary, index) is var (shown, length) && length > 0)
            {
                text.Append(shown);
                index += length;
            }
            else
            {
                return (text.ToString(), true);
            }
        }

        return (text.ToString(), false);
    }

    /// <summary>How long the text is that the user typed: escapes do not count.</summary>
    public static int LengthOf(string commentary) => Escape().Replace(commentary, "${letter}").Length;

    private static (string Shown, int Length) Markup(string commentary, int start)
    {
        if (commentary[start] == '\\')
        {
            var escaped = start + 1 < commentary.Length ? commentary.Substring(start + 1, 1) : " ";
            return Reserved.Contains(escaped, StringComparison.Ordinal) ? (escaped, 2) : ("", 0);
        }

        if (Mention().Match(commentary, start) is { Success: true } mention)
        {
            return (Escape().Replace(mention.Groups["name"].Value, "${letter}"), mention.Length);
        }

        if (HashtagTemplate().Match(commentary, start) is { Success: true } template)
        {
            return ($"#{Escape().Replace(template.Groups["word"].Value, "${letter}")}", template.Length);
        }

        return BareHashtag().Match(commentary, start) is { Success: true } ? ("#", 1) : ("", 0);
    }

    [GeneratedRegex(
        @"\\(?<letter>[\\|{}@\[\]()<>#*_~])",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: PatternPatience.Milliseconds
    )]
    private static partial Regex Escape();

    [GeneratedRegex(
        @"\G@\[(?<name>(\\.|[^\]\\])+)\]\(urn:li:(person|organization):[\w-]+\)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: PatternPatience.Milliseconds
    )]
    private static partial Regex Mention();

    [GeneratedRegex(
        @"\G\{hashtag\|\\#\|(?<word>(\\_|[\p{L}\p{N}])+)\}",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: PatternPatience.Milliseconds
    )]
    private static partial Regex HashtagTemplate();

    [GeneratedRegex(@"\G#(?=[\p{L}\p{N}])", RegexOptions.None, matchTimeoutMilliseconds: PatternPatience.Milliseconds)]
    private static partial Regex BareHashtag();
}
