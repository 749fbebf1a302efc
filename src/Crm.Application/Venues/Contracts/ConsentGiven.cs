using Crm.Application.Common;

namespace Crm.Application.Venues.Contracts;

/// <summary>A guest of a venue's Wi-Fi agreed to be contacted. Announced after the commit, until every handler has had it.</summary>
/// <param name="ConsentId">The same one each time it is announced.</param>
/// <param name="Within">What the caller who reported the guest was limited to.</param>
/// <param name="Text">The words that the guest agreed to.</param>
public sealed record ConsentGiven(
    Guid ConsentId,
    Guid VenueId,
    VenueScope Within,
    string? FullName,
    string? Email,
    string? Phone,
    DateTimeOffset At,
    DateTimeOffset ReceivedAt,
    string? Ip,
    string? Text,
    string? Language
);
