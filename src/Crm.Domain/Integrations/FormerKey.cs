using Crm.Domain.Common;

namespace Crm.Domain.Integrations;

/// <summary>
/// A key of an account's webhook address that was replaced. Nothing is taken by it any more; deliveries that had come before it was
/// replaced are verified by it when they are replayed.
/// </summary>
public sealed class FormerKey : ITenantOwned
{
    private FormerKey() { }

    public TenantId TenantId { get; private set; }
    public Guid AccountId { get; private set; }
    public DateTimeOffset ReplacedAt { get; private set; }
    public SealedSecret SealedKey { get; private set; } = null!;

    /// <summary>Of the key that the account still has.</summary>
    public static FormerKey Of(Account account, DateTimeOffset now) =>
        new()
        {
            TenantId = account.TenantId,
            AccountId = account.Id,
            ReplacedAt = now,
            SealedKey = account.SealedAccountKey,
        };
}
