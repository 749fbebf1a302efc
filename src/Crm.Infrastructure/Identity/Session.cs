using Crm.Domain.Tenancy;

namespace Crm.Infrastructure.Identity;

/// <summary>What an access token is worth right now.</summary>
/// <param name="Role">Null outside every tenant.</param>
internal sealed record Session(
    Guid PersonId,
    bool IsRevoked,
    DateTimeOffset EndsAt,
    Role? Role,
    SubscriptionStatus? SubscriptionStatus,
    DateTimeOffset? PeriodEndsAt,
    bool IsPlatformAdmin
)
{
    public bool IsAlive(DateTimeOffset now) => !IsRevoked && now < EndsAt;

    public bool HasActiveSubscription(DateTimeOffset now) =>
        SubscriptionStatus is { } status
        && PeriodEndsAt is { } periodEndsAt
        && Subscription.IsActive(status, periodEndsAt, now);
}
