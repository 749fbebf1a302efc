using System.Text.Json.Serialization;
using Crm.Application.Common;
using Crm.Domain.Venues;

namespace Crm.Application.Venues.HotspotUsers;

/// <param name="PhoneRaw">As it was typed.</param>
/// <param name="MarketingConsent">As it stands now.</param>
/// <param name="CustomFields">A JSON object.</param>
public sealed record HotspotUserDto(
    Guid Id,
    Guid VenueId,
    string? FullName,
    string? Email,
    string? Phone,
    string? PhoneRaw,
    string? MacAddress,
    string? Language,
    MarketingConsentDto? MarketingConsent,
    JsonText<IReadOnlyDictionary<string, object>>? CustomFields,
    int VisitCount,
    DateTimeOffset FirstSeenAt,
    DateTimeOffset LastSeenAt,
    DateTimeOffset UpdatedAt,
    [property: JsonIgnore] uint Version
) : IVersionedAnswer
{
    internal static HotspotUserDto From(HotspotUser user) =>
        new(
            user.Id,
            user.VenueId,
            user.FullName,
            user.Email,
            user.Phone,
            user.PhoneRaw,
            user.MacAddress,
            user.Language,
            user.MarketingConsent is { } consent
                ? new(consent.Granted, consent.At, consent.Ip, consent.Text, consent.Language)
                : null,
            user.CustomFields is null ? null : new(user.CustomFields),
            user.VisitCount,
            user.FirstSeenAt,
            user.LastSeenAt,
            user.UpdatedAt,
            user.Version
        );
}

public sealed record MarketingConsentDto(bool Granted, DateTimeOffset At, string? Ip, string? Text, string? Language);
