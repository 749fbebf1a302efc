using Crm.Domain.Tenancy;

namespace Crm.Application.Tenancy.Platform;

/// <summary>What the platform sees of all tenants and of its own work: never a person, a lead or a secret.</summary>
public interface IPlatformBoard
{
    /// <param name="q">Part of a name, or an id.</param>
    /// <param name="before">Only tenants that are older than this one.</param>
    Task<IReadOnlyList<PlatformTenantRow>> ListTenantsAsync(
        string? q,
        Guid? before,
        int most,
        CancellationToken cancellationToken
    );

    Task<IReadOnlyList<JobDto>> ListJobsAsync(CancellationToken cancellationToken);
}

public sealed record PlatformTenantRow(
    Guid Id,
    string Name,
    string Country,
    string Locale,
    string TimeZone,
    string Currency,
    DateTimeOffset CreatedAt,
    PlatformSubscriptionDto Subscription
);

public sealed record PlatformSubscriptionDto(string Plan, SubscriptionStatus Status, DateTimeOffset PeriodEndsAt)
{
    internal static PlatformSubscriptionDto From(Subscription subscription) =>
        new(subscription.Plan, subscription.Status, subscription.PeriodEndsAt);
}

/// <param name="State">The scheduler's word for it, such as <c>waiting</c> or <c>acquired</c>.</param>
/// <param name="LastRunAt">Null, as the other members about it: it has not run yet.</param>
/// <param name="LastOutcome"><c>succeeded</c> or <c>failed</c>.</param>
/// <param name="LastFault">The kind of failure; what it said may hold data of customers and stays in the log.</param>
public sealed record JobDto(
    string Name,
    string State,
    DateTimeOffset? LastRunAt,
    int? LastDurationMs,
    string? LastOutcome,
    string? LastFault,
    DateTimeOffset? NextRunAt
);
