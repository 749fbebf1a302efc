using Crm.Domain.Common;

namespace Crm.Domain.Integrations;

/// <summary>An id that the account's own token has proven to hold at the provider; shared deliveries are routed by nothing else.</summary>
public sealed class ProvenId : ITenantOwned
{
    private ProvenId() { }

    public TenantId TenantId { get; private set; }
    public Guid AccountId { get; private set; }
    public string Platform { get; private set; } = null!;
    public string ExternalId { get; private set; } = null!;
    public DateTimeOffset ProvenAt { get; private set; }

    public static ProvenId Create(Account account, string externalId, DateTimeOffset now) =>
        new()
        {
            TenantId = account.TenantId,
            AccountId = account.Id,
            Platform = account.Platform,
            ExternalId = externalId,
            ProvenAt = now,
        };

    public void ProveAgain(DateTimeOffset now) => ProvenAt = now;
}
