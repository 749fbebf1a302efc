using Crm.Domain.Common;

namespace Crm.Domain.Integrations;

/// <summary>
/// With it the owner of a social account, who has no user here, renews the connection: this account, and the same one at the
/// provider. An account has one at a time; it goes with its first success, with the connection, and with the account.
/// </summary>
public sealed class ReconnectLink : ITenantOwned
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    private ReconnectLink() { }

    public TenantId TenantId { get; private set; }
    public Guid AccountId { get; private set; }

    /// <summary>SHA-256; the secret itself is never stored.</summary>
    public byte[] SecretHash { get; private set; } = null!;
    public string ExternalId { get; private set; } = null!;
    public Guid MadeBy { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset ExpiresAt { get; private set; }

    /// <param name="externalId">The provider's own id of the account, which alone may be connected by it.</param>
    public static ReconnectLink Create(
        Account account,
        string externalId,
        byte[] secretHash,
        Guid madeBy,
        DateTimeOffset now
    ) =>
        new()
        {
            TenantId = account.TenantId,
            AccountId = account.Id,
            SecretHash = secretHash,
            ExternalId = externalId,
            MadeBy = madeBy,
            CreatedAt = now,
            ExpiresAt = now + Lifetime,
        };
}
