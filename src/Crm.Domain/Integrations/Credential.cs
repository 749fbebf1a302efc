using Crm.Domain.Common;

namespace Crm.Domain.Integrations;

/// <summary>One pasted field of an account, sealed with tenant, account and field as associated data.</summary>
public sealed class Credential : ITenantOwned
{
    private const int LeastLengthForHint = 20;

    private Credential() { }

    public TenantId TenantId { get; private set; }
    public Guid AccountId { get; private set; }
    public string Field { get; private set; } = null!;
    public SealedSecret SealedValue { get; private set; } = null!;

    /// <summary>The last four characters; none where four would be too much of it.</summary>
    public string? Hint { get; private set; }
    public DateTimeOffset UpdatedAt { get; private set; }

    public static Credential Create(
        Account account,
        string field,
        SealedSecret sealedValue,
        string? hint,
        DateTimeOffset now
    ) =>
        new()
        {
            TenantId = account.TenantId,
            AccountId = account.Id,
            Field = field,
            SealedValue = sealedValue,
            Hint = hint,
            UpdatedAt = now,
        };

    public void Replace(SealedSecret sealedValue, string? hint, DateTimeOffset now)
    {
        SealedValue = sealedValue;
        Hint = hint;
        UpdatedAt = now;
    }

    public static SecretName NameOf(TenantId tenantId, Guid accountId, string field) =>
        new(tenantId, accountId, "credential." + field);

    public static string? HintOf(Secret value) =>
        value.Reveal() is { Length: >= LeastLengthForHint } text ? text[^4..] : null;
}
