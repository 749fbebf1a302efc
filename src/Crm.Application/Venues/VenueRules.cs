using Crm.Domain.Common;
using Crm.Domain.Venues;
using FluentValidation;

namespace Crm.Application.Venues;

internal static class VenueRules
{
    private const int LongestZone = 64;

    public static IRuleBuilderOptions<T, string?> IsVenueText<T>(this IRuleBuilder<T, string?> rule, int most) =>
        rule.Must(text => text is null || text.Length <= most)
            .WithErrorCode("text_too_long")
            .Must(text => text is null || !text.Any(char.IsControl))
            .WithErrorCode("control_character");

    /// <summary>Never what may be a venue's id: whoever names that venue would mean this one.</summary>
    public static IRuleBuilderOptions<T, string?> IsVenueExternalId<T>(this IRuleBuilder<T, string?> rule) =>
        rule.IsVenueText(100)
            .Must(text => !Guid.TryParse(CleanText.Of(text), out _))
            .WithErrorCode("external_id_like_id");

    /// <summary>Empty text clears it.</summary>
    public static IRuleBuilderOptions<T, string?> IsZone<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(zone => string.IsNullOrWhiteSpace(zone) || IsIana(zone)).WithErrorCode("time_zone");

    public static IRuleBuilderOptions<T, int?> IsRetention<T>(this IRuleBuilder<T, int?> rule) =>
        rule.Must(days => days is null or >= Venue.LeastAccessLogRetentionDays and <= Venue.MostAccessLogRetentionDays)
            .WithErrorCode("retention_days");

    private static bool IsIana(string id) =>
        id.Length <= LongestZone
        && id.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '_' or '+' or '-' or '/')
        && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)
        && zone.HasIanaId;
}
