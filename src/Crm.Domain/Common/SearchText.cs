using System.Globalization;
using System.Text;

namespace Crm.Domain.Common;

/// <summary>
/// Folds text so that spellings a person takes for the same become equal: case, diacritics, Turkish dotted and dotless i,
/// Arabic letter variants, vowel signs and tatweel, digits of any script.
/// </summary>
/// <remarks>
/// The result is ASCII, so that trigrams work whatever the database's locale is: letters and digits are lower case, and any
/// other letter is a code of one capital A–L and one N–Z, or M and five of N–Z. A code cannot begin or end inside another.
/// </remarks>
public static class SearchText
{
    private const int ShortCodesFrom = 0x620;
    private const int Tails = 13;

    /// <summary>What is searched in: each part on a line of its own, so that nothing matches across two of them.</summary>
    public static string Of(string? fullName, string? email, string? phone, string? phoneRaw)
    {
        var text = new StringBuilder();
        Append(text, fullName);
        Append(text, email);
        AppendLine(text, phone is null ? "" : PhoneNumber.DigitsOf(phone));
        AppendLine(text, phoneRaw is null ? "" : PhoneNumber.DigitsOf(phoneRaw));

        return text.ToString();
    }

    /// <summary>What is searched for. A phone number may be typed with signs, spaces and trunk zeros.</summary>
    public static string Needle(string query)
    {
        var folded = Fold(query);
        if (
            folded.Length == 0
            || folded.Any(character =>
                !char.IsAsciiDigit(character) && !" +-()./".Contains(character, StringComparison.Ordinal)
            )
        )
        {
            return folded;
        }

        var digits = PhoneNumber.DigitsOf(folded);
        var significant = digits.TrimStart('0');

        return digits.Length >= 4 && significant.Length > 0 ? significant
            : digits.Length > 0 ? digits
            : folded;
    }

    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        var compatible = CleanText.Of(text)?.Normalize(NormalizationForm.FormKD) ?? "";
        foreach (var rune in compatible.EnumerateRunes())
        {
            Append(folded, rune);
        }

        return folded.ToString().TrimEnd(' ');
    }

    private static void Append(StringBuilder text, string? part) => AppendLine(text, part is null ? "" : Fold(part));

    private static void AppendLine(StringBuilder text, string part)
    {
        if (part.Length > 0)
        {
            text.Append(text.Length > 0 ? "\n" : "").Append(part);
        }
    }

    private static void Append(StringBuilder folded, Rune rune)
    {
        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format:
                return;
            case UnicodeCategory.DecimalDigitNumber:
                folded.Append((int)Rune.GetNumericValue(rune));
                return;
            case UnicodeCategory.Control or UnicodeCategory.SpaceSeparator:
                folded.Append(folded.Length > 0 && folded[^1] != ' ' ? " " : "");
                return;
            default:
                AppendLetter(folded, Rune.ToLowerInvariant(rune).Value);
                return;
        }
    }

    private static void AppendLetter(StringBuilder folded, int letter)
    {
        if (letter < 0x80)
        {
            folded.Append((char)letter);
        }
        else if (Plain(letter) is { } plain)
        {
            folded.Append(plain);
        }
        else if (letter != 'ـ')
        {
            AppendCode(folded, Variant(letter));
        }
    }

    /// <summary>Letters that have no decomposition, as a person without them on the keyboard types them.</summary>
    private static string? Plain(int letter) =>
        letter switch
        {
            'ı' => "i",
            'ß' => "ss",
            'ø' => "o",
            'đ' or 'ð' => "d",
            'ł' => "l",
            'æ' => "ae",
            'œ' => "oe",
            'þ' => "th",
            '’' or '‘' or 'ʼ' => "'",
            _ => null,
        };

    private static int Variant(int letter) =>
        letter switch
        {
            'ٱ' => 'ا',
            'ى' or 'ی' or 'ې' => 'ي',
            'ة' or 'ہ' or 'ھ' or 'ە' => 'ه',
            'ک' => 'ك',
            'ς' => 'σ',
            _ => letter,
        };

    private static void AppendCode(StringBuilder folded, int letter)
    {
        var offset = letter - ShortCodesFrom;
        if (offset is >= 0 and < 12 * Tails)
        {
            folded.Append((char)('A' + (offset / Tails))).Append(Tail(offset));
            return;
        }

        folded.Append('M');
        for (var place = 0; place < 5; place++)
        {
            folded.Append(Tail(letter));
            letter /= Tails;
        }
    }

    private static char Tail(int value) => (char)('N' + (value % Tails));
}
