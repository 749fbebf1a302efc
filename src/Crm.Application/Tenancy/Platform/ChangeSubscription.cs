using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Tenancy;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Tenancy.Platform;

/// <summary>Of the scope's tenant. What is left out stays as it is.</summary>
public sealed record ChangeSubscription(
    string? Plan = null,
    SubscriptionStatus? Status = null,
    DateTimeOffset? PeriodEndsAt = null
) : IRequest<PlatformSubscriptionDto>;

internal sealed class ChangeSubscriptionValidator : AbstractValidator<ChangeSubscription>
{
    public ChangeSubscriptionValidator(PlanCatalog plans) =>
        RuleFor(request => request.Plan)
            .Must(plan => plan is null || plans.Names.Contains(plan, StringComparer.Ordinal))
            .WithErrorCode("plan_unknown")
            .WithMessage(_ => $"Expected one of: {string.Join(", ", plans.Names)}.");
}

internal sealed class ChangeSubscriptionHandler(ITenancyDb db, IAuditTrail audit, TimeProvider time)
    : IRequestHandler<ChangeSubscription, PlatformSubscriptionDto>
{
    public async Task<PlatformSubscriptionDto> Handle(ChangeSubscription request, CancellationToken cancellationToken)
    {
        var tenant = await db.NamedTenantAsync(cancellationToken);
        var subscription = await db.Subscriptions.SingleAsync(cancellationToken);
        var before = Members(subscription);
        subscription.Change(request.Plan, request.Status, request.PeriodEndsAt, time.GetUtcNow());
        await audit.RecordAsync(
            new("subscription.changed", "subscription", tenant.TenantId.Value)
            {
                Before = before,
                After = Members(subscription),
            },
            cancellationToken
        );
        await db.SaveChangesAsync(cancellationToken);

        return PlatformSubscriptionDto.From(subscription);
    }

    private static Dictionary<string, object?> Members(Subscription subscription) =>
        new(StringComparer.Ordinal)
        {
            ["plan"] = subscription.Plan,
            ["status"] = subscription.Status switch
            {
                SubscriptionStatus.Trialing => "trialing",
                SubscriptionStatus.Active => "active",
                SubscriptionStatus.PastDue => "past_due",
                _ => "canceled",
            },
            ["periodEndsAt"] = subscription.PeriodEndsAt,
        };
}
