using Crm.Application.Leads;
using Crm.Application.Venues;
using Crm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Venues;

internal sealed class VenueUseCounts(CrmDbContext context) : IVenueUse
{
    public async Task<VenueUse> CountAsync(Guid venueId, CancellationToken cancellationToken) =>
        new(
            await context.HotspotUsers.LongCountAsync(user => user.VenueId == venueId, cancellationToken),
            // A deleted one may be restored, and must find its venue.
            await context
                .Leads.IgnoreQueryFilters([DeletedLeads.Filter])
                .LongCountAsync(lead => lead.VenueId == venueId, cancellationToken),
            await context.Accounts.LongCountAsync(account => account.VenueIds.Contains(venueId), cancellationToken),
            await context.AccessLogDays.LongCountAsync(day => day.VenueId == venueId, cancellationToken)
        );
}
