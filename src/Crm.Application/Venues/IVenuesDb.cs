using Crm.Domain.Venues;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Venues;

public interface IVenuesDb
{
    DbSet<Venue> Venues { get; }

    DbSet<HotspotUser> HotspotUsers { get; }

    DbSet<GuestConsent> GuestConsents { get; }

    DbSet<DueLead> DueLeads { get; }

    DbSet<AccessLogEntry> AccessLog { get; }

    DbSet<AccessLogDay> AccessLogDays { get; }

    Task<int> SaveChangesAsync(CancellationToken cancellationToken);
}
