using System.Globalization;
using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Tenancy;
using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Common;
using Crm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Tenancy;

internal sealed class PlanLimits(CrmDbContext context, PlanCatalog plans, ITenantContext tenant, ICaller caller)
    : IPlanLimits
{
    public async Task<IPlanRoom> RequireRoomAsync(
        PlanResource resource,
        Func<Task<int>> inUse,
        CancellationToken cancellationToken
    )
    {
        var room = new Room(await JoinedTransaction.BeginAsync(context, cancellationToken));
        try
        {
            await CheckAsync(resource, inUse, cancellationToken);

            return room;
        }
        catch
        {
            await room.DisposeAsync();
            throw;
        }
    }

    /// <summary>Who is limited to venues must not learn what the others have.</summary>
    public static DomainException Reached(PlanResource resource, int limit, int inUse, ICaller caller) =>
        new(
            "plan_limit_reached",
            ("resource", JsonNamingPolicy.CamelCase.ConvertName(resource.ToString())),
            ("limit", limit),
            ("use", caller.Venues.IsLimited ? "–" : inUse.ToString(CultureInfo.InvariantCulture))
        );

    private async Task CheckAsync(PlanResource resource, Func<Task<int>> inUse, CancellationToken cancellationToken)
    {
        var key = LockKey.Of(tenant.TenantId.Value, $"plan:{resource}");
        await context.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({key})", cancellationToken);
        var plan = plans.Find(
            await context.Subscriptions.Select(own => own.Plan).SingleOrDefaultAsync(cancellationToken)
        );
        if (plan.LimitOf(resource) is { } limit && await inUse() is var used && used >= limit)
        {
            throw Reached(resource, limit, used, caller);
        }
    }

    private sealed class Room(JoinedTransaction transaction) : IPlanRoom
    {
        public Task TakeAsync(CancellationToken cancellationToken) => transaction.CommitAsync(cancellationToken);

        public ValueTask DisposeAsync() => transaction.DisposeAsync();
    }
}
