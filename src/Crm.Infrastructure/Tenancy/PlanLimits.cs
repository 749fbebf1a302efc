using System.Text.Json;
using Crm.Application.Tenancy;
using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Common;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Tenancy;

internal sealed class PlanLimits(ITenancyDb db, PlanCatalog plans) : IPlanLimits
{
    public async Task RequireRoomAsync(PlanResource resource, int inUse, CancellationToken cancellationToken)
    {
        var plan = plans.Find(await db.Subscriptions.Select(own => own.Plan).SingleOrDefaultAsync(cancellationToken));
        if (plan.LimitOf(resource) is { } limit && inUse >= limit)
        {
            throw Reached(resource, limit, inUse);
        }
    }

    public static DomainException Reached(PlanResource resource, int limit, int inUse) =>
        new(
            "plan_limit_reached",
            ("resource", JsonNamingPolicy.CamelCase.ConvertName(resource.ToString())),
            ("limit", limit),
            ("use", inUse)
        );
}
