using System.Text.Json;
using Crm.Application.Tenancy;
using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Common;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Tenancy;

internal sealed class PlanLimits(ITenancyDb db, PlanCatalog plans) : IPlanLimits
{
    // More than a server lets one tenant add at the same moment.
    private const int Near = 32;

    public async Task RequireRoomAsync(
        PlanResource resource,
        Func<Task<int>> inUse,
        CancellationToken cancellationToken
    )
    {
        // Before the others are counted: its version must not be younger than what was seen of them.
        var subscription = await db.Subscriptions.SingleOrDefaultAsync(cancellationToken);
        if (plans.Find(subscription?.Plan).LimitOf(resource) is not { } limit)
        {
            return;
        }

        var left = limit - await inUse();
        if (left <= 0)
        {
            throw Reached(resource, limit);
        }

        if (subscription is not null && left < Near)
        {
            // Writes the row as it is: the save holds its version, and whoever else has counted meanwhile cannot save.
            db.Subscriptions.Entry(subscription).Property(row => row.UpdatedAt).IsModified = true;
        }
    }

    /// <summary>Without the use: who is limited to venues must not learn what the others have.</summary>
    public static DomainException Reached(PlanResource resource, int limit) =>
        new(
            "plan_limit_reached",
            ("resource", JsonNamingPolicy.CamelCase.ConvertName(resource.ToString())),
            ("limit", limit)
        );
}
