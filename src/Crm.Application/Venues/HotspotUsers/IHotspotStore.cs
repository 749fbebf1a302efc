using Crm.Domain.Venues;

namespace Crm.Application.Venues.HotspotUsers;

/// <summary>
/// One guest of a venue is one row on any number of servers: whoever has the same MAC, phone or e-mail there waits until the
/// other is committed.
/// </summary>
public interface IHotspotStore
{
    /// <summary>Adds the guest, or a visit to the one who is there already, with the answer and what is due because of it.</summary>
    Task<(HotspotUser User, bool IsNew)> VisitAsync(
        Guid venueId,
        GuestDetails details,
        MarketingConsent? consent,
        CancellationToken cancellationToken
    );

    /// <summary>Changes a guest.</summary>
    /// <exception cref="Crm.Domain.Common.DomainException"><c>duplicate_hotspot_user</c>: another of the venue has the same MAC, phone or e-mail.</exception>
    /// <exception cref="Crm.Application.Common.NotFoundException">There is no such guest, or it is outside the caller's venues.</exception>
    Task<HotspotUser> ChangeAsync(
        Guid userId,
        Action<HotspotUser> change,
        GuestDetails said,
        MarketingConsent? consent,
        CancellationToken cancellationToken
    );
}
