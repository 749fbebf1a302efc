using Crm.Domain.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Tenancy;

public interface ITenancyDb
{
    DbSet<Tenant> Tenants { get; }

    DbSet<Membership> Memberships { get; }

    DbSet<Subscription> Subscriptions { get; }

    Task<int> SaveChangesAsync(CancellationToken cancellationToken);
}
