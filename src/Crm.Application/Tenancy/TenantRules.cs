using System.Text.RegularExpressions;
using Crm.Domain.Common;
using Crm.Domain.Tenancy;
using FluentValidation;

namespace Crm.Application.Tenancy;

internal static partial class TenantRules
{
    private static readonly string[] Locales = ["en", "tr", "ar"];

    public static IRuleBuilderOptions<T, string> IsName<T>(this IRuleBuilder<T, string> rule) =>
        rule.NotEmpty()
            .MaximumLength(200)
            .Must(name => name is null || !name.Any(char.IsControl))
            .WithErrorCode("control_character")
            .WithMessage("Control characters are not allowed.");

    public static IRuleBuilderOptions<T, string?> IsLocale<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(locale => locale is null || Locales.Contains(locale, StringComparer.Ordinal))
            .WithErrorCode("locale")
            .WithMessage("Expected one of: en, tr, ar.");

    public static IRuleBuilderOptions<T, string?> IsCountry<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(country => country is null || Countries.Contains(country))
            .WithErrorCode("country")
            .WithMessage("Expected two capital letters of ISO 3166, such as TR.");

    public static IRuleBuilderOptions<T, string?> IsCurrency<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(currency => currency is null || Currencies.Contains(currency))
            .WithErrorCode("currency")
            .WithMessage("Expected three capital letters of ISO 4217, such as TRY.");

    /// <summary>A line or a few words that people read.</summary>
    public static IRuleBuilderOptions<T, string?> IsLine<T>(this IRuleBuilder<T, string?> rule, int longest) =>
        rule.MaximumLength(longest)
            .Must(text => text is null || !text.Any(char.IsControl))
            .WithErrorCode("control_character")
            .WithMessage("Control characters are not allowed.");

    public static IRuleBuilderOptions<T, string?> IsTimeZone<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(zone => zone is null || IsIana(zone))
            .WithErrorCode("time_zone")
            .WithMessage("Expected an IANA time zone, such as Europe/Istanbul.");

    private static bool IsIana(string id) =>
        Iana().IsMatch(id) && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) && zone.HasIanaId;

    [GeneratedRegex(
        @"^[A-Za-z0-9_+-]{1,32}(/[A-Za-z0-9_+-]{1,32}){0,2}\z",
        RegexOptions.ExplicitCapture,
        PatternPatience.Milliseconds
    )]
    private static partial Regex Iana();
}
