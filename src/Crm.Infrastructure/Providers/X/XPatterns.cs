using System.Text.Json;
using System.Text.RegularExpressions;

namespace Crm.Infrastructure.Providers.X;

/// <summary>The patterns of twitter-text (x-text.json, made by build/x-text.sh), each unit that they take written out.</summary>
internal sealed class XPatterns
{
    /// <summary>Ordinary texts take less than a millisecond.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private XPatterns(PatternFile file)
    {
        Url = Pattern(file.Url.Replace("{top}", file.Top, StringComparison.Ordinal));
        AsciiDomain = Pattern(file.AsciiDomain.Replace("{top}", file.Top, StringComparison.Ordinal));
        ShortLink = Pattern(file.ShortLink);
        Emoji = Pattern(file.Emoji);
        Cashtag = Pattern(file.Cashtag);
        Invalid = Pattern(file.Invalid);
    }

    public static XPatterns Known { get; } = new(Read());

    /// <summary>Groups: 2 what stands before, 3 the link, 4 its protocol, 5 its domain, 7 its path.</summary>
    public Regex Url { get; }

    public Regex AsciiDomain { get; }

    /// <summary>Of X's own shortener; group 1 is what follows the slash.</summary>
    public Regex ShortLink { get; }

    public Regex Emoji { get; }

    public Regex Cashtag { get; }

    public Regex Invalid { get; }

    private static Regex Pattern(string pattern) => new(pattern, RegexOptions.CultureInvariant, Patience);

    private static PatternFile Read()
    {
        using var file = typeof(XPatterns).Assembly.GetManifestResourceStream(typeof(XPatterns), "x-text.json")!;

        return JsonSerializer.Deserialize<PatternFile>(file, JsonSerializerOptions.Web)!;
    }

    private sealed record PatternFile(
        string Url,
        string AsciiDomain,
        string Top,
        string ShortLink,
        string Emoji,
        string Cashtag,
        string Invalid
    );
}
