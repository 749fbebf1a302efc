using Crm.Application.Common;
using Crm.Application.Tenancy.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Tenancy;

internal sealed class TenantFacts(ITenancyDb db, TimeProvider clock) : ITenantFacts
{
    public async Task RequireAsync(CancellationToken cancellationToken)
    {
        if (!await db.Tenants.AnyAsync(cancellationToken))
        {
            throw new NotFoundException("Tenant");
        }
    }

    public Task<string> GetTimeZoneAsync(CancellationToken cancellationToken) =>
        db.Tenants.Select(tenant => tenant.TimeZone).SingleAsync(cancellationToken);

    public async Task<bool> HasActiveSubscriptionAsync(CancellationToken cancellationToken) =>
        await db.Subscriptions.AsNoTracking().SingleOrDefaultAsync(cancellationToken) is { } subscription
        && subscription.IsActive(clock.GetUtcNow());
}
