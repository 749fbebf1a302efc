using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Crm.Application.Common.Phones;
using Crm.Domain.Common;

namespace Crm.Infrastructure.Leads.Phones;

/// <summary>Reads numbers by the plans of libphonenumber (plans.json, made by build/phone-metadata.sh).</summary>
internal sealed class PhoneNumbers : IPhoneNumbers
{
    private const int MaximumLength = 64;

    private readonly FrozenDictionary<string, NumberingPlan> byCountry;
    private readonly FrozenDictionary<string, NumberingPlan[]> byCallingCode;

    public PhoneNumbers()
    {
        using var file = typeof(PhoneNumbers).Assembly.GetManifestResourceStream(typeof(PhoneNumbers), "plans.json")!;
        var plans = JsonSerializer.Deserialize<PlanFile>(file, JsonSerializerOptions.Web)!.Plans;
        byCallingCode = plans
            .GroupBy(plan => plan.CallingCode, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        byCountry = plans
            .Where(plan => char.IsAsciiLetter(plan.Country[0]))
            .ToFrozenDictionary(plan => plan.Country, StringComparer.OrdinalIgnoreCase);
    }

    public PhoneNumber? Parse(string text, string country)
    {
        if (text.Length > MaximumLength || Read(text) is not { } typed)
        {
            return null;
        }

        return typed.IsInternational ? International(typed.Digits) : Domestic(typed.Digits, country);
    }

    private PhoneNumber? Domestic(string digits, string country)
    {
        if (digits.StartsWith("00", StringComparison.Ordinal) && International(digits[2..]) is { } dialled)
        {
            return dialled;
        }

        if (!byCountry.TryGetValue(country, out var plan))
        {
            return null;
        }

        if (plan.National(digits) is { } national)
        {
            return PhoneNumber.FromE164("+" + plan.CallingCode + national);
        }

        // Typed with the country's own code but without the plus, or with the prefix for calls abroad.
        return plan.Abroad(digits) is { } abroad && International(abroad) is { } called ? called
            : digits.StartsWith(plan.CallingCode, StringComparison.Ordinal) ? International(digits)
            : null;
    }

    private PhoneNumber? International(string digits)
    {
        for (var length = 1; length <= 3 && length < digits.Length; length++)
        {
            if (byCallingCode.TryGetValue(digits[..length], out var plans))
            {
                var national = plans
                    .Select(plan => plan.National(digits[length..]))
                    .FirstOrDefault(found => found is not null);

                return national is null ? null : PhoneNumber.FromE164("+" + digits[..length] + national);
            }
        }

        return null;
    }

    /// <summary>Digits of any script as ASCII; null when there is anything that does not belong into a phone number.</summary>
    private static (string Digits, bool IsInternational)? Read(string text)
    {
        var digits = new StringBuilder(text.Length);
        var isInternational = false;
        foreach (var rune in WithoutScheme(text).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.DecimalDigitNumber)
            {
                digits.Append((int)Rune.GetNumericValue(rune));
            }
            else if (rune.Value is '+' or '＋' && digits.Length == 0 && !isInternational)
            {
                isInternational = true;
            }
            else if (!IsPunctuation(rune))
            {
                return null;
            }
        }

        return digits.Length is < 3 or > 20 ? null : (digits.ToString(), isInternational);
    }

    private static ReadOnlySpan<char> WithoutScheme(string text) =>
        text.StartsWith("tel:", StringComparison.OrdinalIgnoreCase) ? text.AsSpan(4) : text;

    private static bool IsPunctuation(Rune rune) =>
        rune.Value is '(' or ')' or '.' or '/' or '·' or '−' or '[' or ']'
        || Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.DashPunctuation
                or UnicodeCategory.SpaceSeparator
                or UnicodeCategory.Format;

    private sealed record PlanFile(IReadOnlyList<NumberingPlan> Plans);
}
