using System.Globalization;
using System.Text;

namespace Crm.ProviderSimulator.X.Posts;

/// <summary>The length of a post as twitter-text's configuration v3 counts it.</summary>
internal static class WeightedLength
{
    public const int Most = 280;

    private const int Link = 23;
    private const int Emoji = 2;
    private const int VariationSelector = 0xFE0F;
    private const int Keycap = 0x20E3;

    public static int Of(string text)
    {
        var normalized = text.Normalize(NormalizationForm.FormC);
        var (length, at) = (0, 0);
        foreach (var link in TextLinks.Find(normalized))
        {
            length += OfPlain(normalized[at..link.Index]) + Link;
            at = link.Index + link.Length;
        }

        return length + OfPlain(normalized[at..]);
    }

    /// <summary>These make a post invalid whatever its length.</summary>
    public static bool HasInvalidCharacters(string text) => text.AsSpan().ContainsAny("\uFFFE\uFEFF\uFFFF");

    private static int OfPlain(string text)
    {
        var length = 0;
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            var element = elements.GetTextElement();
            length += IsEmoji(element) ? Emoji : element.EnumerateRunes().Sum(Weight);
        }

        return length;
    }

    // A sequence is one emoji however long it is; a single one of the lower plane weighs two by its code point anyway.
    private static bool IsEmoji(string element)
    {
        var runes = element.EnumerateRunes().Select(rune => rune.Value).ToList();
        return runes[0] is >= 0x1F000 and <= 0x1FAFF
            || (runes.Contains(VariationSelector) && (runes[0] > 0x7F || runes.Contains(Keycap)))
            || runes.Any(rune => rune is >= 0x1F3FB and <= 0x1F3FF);
    }

    private static int Weight(Rune rune) =>
        rune.Value is <= 4351 or (>= 8192 and <= 8205) or (>= 8208 and <= 8223) or (>= 8242 and <= 8247) ? 1 : 2;
}
