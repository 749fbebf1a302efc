using Crm.Domain.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Tenancy;

public interface ITenancyDb
{
    DbSet<Tenant> Tenants { get; }

    DbSet<Membership> Memberships { get; }

    DbSet<Subscription> Subscriptions { get; }

    DbSet<Invitation> Invitations { get; }

    DbSet<Balance> Balances { get; }

    DbSet<BalanceEntry> BalanceEntries { get; }

    Task<int> SaveChangesAsync(CancellationToken cancellationToken);
}
