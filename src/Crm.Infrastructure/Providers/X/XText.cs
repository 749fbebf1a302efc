using System.Text;

namespace Crm.Infrastructure.Providers.X;

/// <summary>
/// A text as X counts it: twitter-text 3.1.0 with its configuration v3 (x §6), in NFC. A link counts 23 whatever its length,
/// an emoji 2 however many characters it is put together from.
/// </summary>
internal sealed record XText(
    int Length,
    IReadOnlyList<XLink> Links,
    int Cashtags,
    bool HasInvalidCharacter,
    bool IsBlank
)
{
    public const int Longest = 280;

    private const int LinkLength = 23;

    public static XText Read(string written)
    {
        // What X refuses in any text, .NET refuses to normalise.
        var isSpoiled = XPatterns.Known.Invalid.IsMatch(written);
        var text = isSpoiled ? written : written.Normalize(NormalizationForm.FormC);
        var links = XLinks.Find(text);

        return new(
            Weigh(text, links),
            links,
            text.Contains('$', StringComparison.Ordinal) ? XPatterns.Known.Cashtag.Count(text) : 0,
            isSpoiled,
            string.IsNullOrWhiteSpace(text)
        );
    }

    private static int Weigh(string text, IReadOnlyList<XLink> links)
    {
        // Of two that begin at one place the last counts.
        var ends = new Dictionary<int, (int End, int Weight)>();
        foreach (var emoji in XPatterns.Known.Emoji.EnumerateMatches(text))
        {
            ends[emoji.Index] = (emoji.Index + emoji.Length, 2);
        }

        foreach (var link in links)
        {
            ends[link.Start] = (link.Start + link.Text.Length, LinkLength);
        }

        var (weight, place) = (0, 0);
        while (place < text.Length)
        {
            if (ends.TryGetValue(place, out var entity))
            {
                (place, weight) = (entity.End, weight + entity.Weight);
                continue;
            }

            place += char.IsSurrogatePair(text, place) ? 2 : 1;
            weight += WeightOf(text[place - 1]);
        }

        return weight;
    }

    // The ranges of the configuration: what Latin, Cyrillic, Greek, Arabic and others are written with, and some punctuation.
    private static int WeightOf(char unit) =>
        unit <= 4351
        || unit
            is (>= (char)8192 and <= (char)8205)
                or (>= (char)8208 and <= (char)8223)
                or (>= (char)8242 and <= (char)8247)
            ? 1
            : 2;
}
