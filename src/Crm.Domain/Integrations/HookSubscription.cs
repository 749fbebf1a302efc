using Crm.Domain.Common;

namespace Crm.Domain.Integrations;

/// <summary>What a provider was told to deliver to the account's own webhook address.</summary>
public sealed class HookSubscription : ITenantOwned
{
    private HookSubscription() { }

    public TenantId TenantId { get; private set; }
    public Guid AccountId { get; private set; }

    /// <summary>The proven id whose events it delivers.</summary>
    public string ExternalId { get; private set; } = null!;
    public string SubscriptionId { get; private set; } = null!;

    /// <summary>Of the unguessable part of the address it delivers to.</summary>
    public byte[] KeyHash { get; private set; } = null!;
    public DateTimeOffset CreatedAt { get; private set; }

    public static HookSubscription Create(
        Account account,
        string externalId,
        string subscriptionId,
        DateTimeOffset now
    ) =>
        new()
        {
            TenantId = account.TenantId,
            AccountId = account.Id,
            ExternalId = externalId,
            SubscriptionId = subscriptionId,
            KeyHash = account.AccountKeyHash,
            CreatedAt = now,
        };

    public bool IsFor(Account account) => KeyHash.AsSpan().SequenceEqual(account.AccountKeyHash);
}
