using System.Text;

namespace Crm.Domain.Common;

/// <summary>Text as the database takes it: composed (NFC), trimmed, without what no person types.</summary>
public static class CleanText
{
    /// <summary>Null when nothing is left.</summary>
    public static string? Of(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        // PostgreSQL stores no NUL, and Normalize throws on half a surrogate pair.
        var value = Storable(text);
        value = (value.IsNormalized() ? value : value.Normalize()).Trim();

        return value.Length == 0 ? null : value;
    }

    /// <summary>As it came, but for what PostgreSQL cannot store.</summary>
    public static string Storable(string text)
    {
        if (!text.Contains('\0', StringComparison.Ordinal) && !text.Any(char.IsSurrogate))
        {
            return text;
        }

        var storable = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value != 0)
            {
                storable.Append(rune);
            }
        }

        return storable.ToString();
    }
}
