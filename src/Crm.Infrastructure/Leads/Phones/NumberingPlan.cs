using System.Text.RegularExpressions;
using Crm.Domain.Common;

namespace Crm.Infrastructure.Leads.Phones;

/// <summary>How a country writes and counts its phone numbers; a row of plans.json.</summary>
/// <param name="NationalPrefix">A pattern of what is dialled inside the country only, such as the trunk zero; may hold a group to keep.</param>
/// <param name="Transform">What replaces the prefix, where it is not simply dropped.</param>
internal sealed record NumberingPlan(
    string Country,
    string CallingCode,
    string? InternationalPrefix,
    string Pattern,
    IReadOnlyList<int> Lengths,
    string? NationalPrefix,
    string? Transform
)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(PatternPatience.Milliseconds);
    private readonly Lazy<Regex> whole = new(() => Match($"^(?:{Pattern})$"));
    private readonly Lazy<Regex?> prefix = new(() => NationalPrefix is null ? null : Match($"^(?:{NationalPrefix})"));
    private readonly Lazy<Regex?> international = new(() =>
        InternationalPrefix is null
            ? null
            : Match($"^(?:{InternationalPrefix.Replace("~", "", StringComparison.Ordinal)})")
    );

    public bool Has(string national) => Lengths.Contains(national.Length) && whole.Value.IsMatch(national);

    /// <summary>The national number, without what is dialled inside the country only; null when this plan has no such number.</summary>
    public string? National(string digits)
    {
        var stripped = WithoutPrefix(digits);
        // A number may begin with the digits of the prefix itself: then it stays whole.
        return stripped is not null && Has(stripped) ? Preferred(digits, stripped)
            : Has(digits) ? digits
            : null;
    }

    /// <summary>What follows the prefix for calls abroad; null when it is not there.</summary>
    public string? Abroad(string digits) =>
        international.Value?.Match(digits) is { Success: true } match ? digits[match.Length..] : null;

    private static Regex Match(string pattern) => new(pattern, RegexOptions.CultureInvariant, Patience);

    // Argentina's and Mexico's rules rewrite more than a prefix; elsewhere a whole number is never shortened to another one.
    private string Preferred(string digits, string stripped) =>
        Transform is null && NationalPrefix!.Contains('(', StringComparison.Ordinal) && Has(digits) ? digits : stripped;

    private string? WithoutPrefix(string digits)
    {
        if (prefix.Value?.Match(digits) is not { Success: true, Length: > 0 } match)
        {
            return null;
        }

        var kept = match.Groups.Count > 1 && match.Groups[^1].Success;

        return Transform is not null && kept
            ? match.Result(Transform) + digits[match.Length..]
            : digits[match.Length..];
    }
}
