using Crm.Domain.Tenancy;

namespace Crm.Infrastructure.Identity;

/// <summary>What an access token is worth right now.</summary>
/// <param name="Role">Null outside every tenant.</param>
/// <param name="VenueIds">The venues that the member is limited to; null: none in particular.</param>
internal sealed record Session(
    Guid PersonId,
    bool IsRevoked,
    DateTimeOffset EndsAt,
    Role? Role,
    SubscriptionStatus? SubscriptionStatus,
    DateTimeOffset? PeriodEndsAt,
    bool IsPlatformAdmin,
    IReadOnlyList<Guid>? VenueIds
)
{
    public bool IsAlive(DateTimeOffset now) => !IsRevoked && now < EndsAt;

    /// <summary>Role and venues are those that were authorised then.</summary>
    public bool IsSamePlace(Session earlier) =>
        Role == earlier.Role
        && (VenueIds is null) == (earlier.VenueIds is null)
        && (VenueIds ?? []).SequenceEqual(earlier.VenueIds ?? []);

    public bool HasActiveSubscription(DateTimeOffset now) =>
        SubscriptionStatus is { } status
        && PeriodEndsAt is { } periodEndsAt
        && Subscription.IsActive(status, periodEndsAt, now);
}
