using Crm.Application.Common;
using Crm.Application.Venues.Contracts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Venues.HotspotUsers;

/// <summary>Tells the other modules of a consent that is due, and is done with it once they all had it.</summary>
public sealed record AnnounceConsent(Guid ConsentId) : IRequest;

internal sealed class AnnounceConsentHandler(IVenuesDb db, IEnumerable<IEventHandler<ConsentGiven>> handlers)
    : AsyncRequestHandler<AnnounceConsent>
{
    protected override async Task Handle(AnnounceConsent request, CancellationToken cancellationToken)
    {
        if (await FindAsync(request.ConsentId, cancellationToken) is { } happened)
        {
            foreach (var handler in handlers)
            {
                await handler.HandleAsync(happened, cancellationToken);
            }
        }

        // The guest may have been deleted meanwhile, and this with them.
        await db.DueLeads.Where(due => due.ConsentId == request.ConsentId).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Null when the guest has withdrawn by now.</summary>
    private Task<ConsentGiven?> FindAsync(Guid consentId, CancellationToken cancellationToken) =>
        (
            from due in db.DueLeads
            join consent in db.GuestConsents on due.ConsentId equals consent.Id
            where
                due.ConsentId == consentId
                && !db.GuestConsents.Any(later =>
                    later.HotspotUserId == consent.HotspotUserId && !later.Granted && later.At >= consent.At
                )
            select new ConsentGiven(
                consent.Id,
                consent.VenueId,
                new VenueScope(due.WithinVenues),
                consent.FullName,
                consent.Email,
                consent.Phone,
                consent.At,
                consent.ReceivedAt,
                consent.Ip,
                consent.Text,
                consent.Language
            )
        ).SingleOrDefaultAsync(cancellationToken);
}
