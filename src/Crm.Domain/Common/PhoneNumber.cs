using System.Text;

namespace Crm.Domain.Common;

/// <summary>A phone number in E.164, for example <c>+905321234567</c>.</summary>
public sealed record PhoneNumber
{
    private PhoneNumber(string value) => Value = value;

    public string Value { get; }

    /// <summary>Null when it is not a plus sign and 7 to 15 ASCII digits that do not begin with zero.</summary>
    public static PhoneNumber? FromE164(string value) =>
        value.Length is >= 8 and <= 16
        && value[0] == '+'
        && value[1] != '0'
        && !value.AsSpan(1).ContainsAnyExceptInRange('0', '9')
            ? new(value)
            : null;

    /// <summary>The digits of a text, in whatever script they were typed, as ASCII.</summary>
    public static string DigitsOf(string text)
    {
        var digits = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) == System.Globalization.UnicodeCategory.DecimalDigitNumber)
            {
                digits.Append((int)Rune.GetNumericValue(rune));
            }
        }

        return digits.ToString();
    }

    public override string ToString() => Value;
}
