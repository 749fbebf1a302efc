using System.Linq.Expressions;
using System.Text.Json.Serialization;
using Crm.Application.Common;
using Crm.Domain.Venues;

namespace Crm.Application.Venues;

/// <param name="ExternalId">The customer's own number of it; accepted wherever a <c>venueId</c> is.</param>
/// <param name="TimeZone">IANA name; null: the company's.</param>
/// <param name="AccessLogRetentionDays">How long the access log of law 5651 is kept.</param>
public sealed record VenueDto(
    Guid Id,
    string Name,
    string? ExternalId,
    string? TimeZone,
    string? Address,
    int AccessLogRetentionDays,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    [property: JsonIgnore] uint Version
) : IVersionedAnswer
{
    internal static readonly Expression<Func<Venue, VenueDto>> FromEntity = venue => new VenueDto(
        venue.Id,
        venue.Name,
        venue.ExternalId,
        venue.TimeZone,
        venue.Address,
        venue.AccessLogRetentionDays,
        venue.CreatedAt,
        venue.UpdatedAt,
        venue.Version
    );

    private static readonly Func<Venue, VenueDto> Compiled = FromEntity.Compile();

    internal static VenueDto From(Venue venue) => Compiled(venue);
}
