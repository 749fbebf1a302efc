using Crm.Application.Common;
using Crm.Domain.Tenancy;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Tenancy;

public sealed record GetSubscription : IRequest<SubscriptionDto>;

internal sealed class GetSubscriptionHandler(
    ITenancyDb db,
    ICaller caller,
    IPlanUse use,
    PlanCatalog plans,
    TimeProvider time
) : IRequestHandler<GetSubscription, SubscriptionDto>
{
    public async Task<SubscriptionDto> Handle(GetSubscription request, CancellationToken cancellationToken)
    {
        var subscription = await db.Subscriptions.AsNoTracking().SingleAsync(cancellationToken);
        var plan = plans.Find(subscription.Plan);

        return new(
            subscription.Plan,
            subscription.Status,
            subscription.PeriodEndsAt,
            subscription.IsActive(time.GetUtcNow()),
            new(plan.Accounts, plan.Members, plan.ApiTokens, plan.LeadsPerMonth),
            caller.Venues.IsLimited ? null : await use.CountAsync(cancellationToken)
        );
    }
}

/// <param name="Use">Null for who is limited to venues: it counts the whole company.</param>
public sealed record SubscriptionDto(
    string Plan,
    SubscriptionStatus Status,
    DateTimeOffset PeriodEndsAt,
    bool IsActive,
    PlanLimitsDto Limits,
    PlanUse? Use
);

/// <summary>Null: no limit.</summary>
public sealed record PlanLimitsDto(int? Accounts, int? Members, int? ApiTokens, int? LeadsPerMonth);
