using Crm.Domain.Common;

namespace Crm.Domain.Tenancy;

public sealed class Subscription : ITenantOwned, IVersioned
{
    public static readonly TimeSpan Trial = TimeSpan.FromDays(14);

    private Subscription() { }

    public TenantId TenantId { get; private set; }
    public string Plan { get; private set; } = null!;
    public SubscriptionStatus Status { get; private set; }
    public DateTimeOffset PeriodEndsAt { get; private set; }
    public DateTimeOffset UpdatedAt { get; private set; }
    public uint Version { get; private set; }

    public static Subscription StartTrial(TenantId tenantId, DateTimeOffset now) =>
        new()
        {
            TenantId = tenantId,
            Plan = "trial",
            Status = SubscriptionStatus.Trialing,
            PeriodEndsAt = now + Trial,
            UpdatedAt = now,
        };

    /// <summary>A trial ends by itself; what was paid for ends when billing says so.</summary>
    public static bool IsActive(SubscriptionStatus status, DateTimeOffset periodEndsAt, DateTimeOffset now) =>
        status switch
        {
            SubscriptionStatus.Trialing => now < periodEndsAt,
            SubscriptionStatus.Active or SubscriptionStatus.PastDue => true,
            _ => false,
        };

    public bool IsActive(DateTimeOffset now) => IsActive(Status, PeriodEndsAt, now);

    /// <summary>What billing, or the platform in its place, has decided. What is left out stays; a trial is had once.</summary>
    public void Change(string? plan, SubscriptionStatus? status, DateTimeOffset? periodEndsAt, DateTimeOffset now)
    {
        if (status is SubscriptionStatus.Trialing && Status is not SubscriptionStatus.Trialing)
        {
            throw new DomainException("trial_over");
        }

        Plan = plan ?? Plan;
        Status = status ?? Status;
        PeriodEndsAt = periodEndsAt ?? PeriodEndsAt;
        UpdatedAt = now;
    }
}
