using Crm.Domain.Common;

namespace Crm.Domain.Tenancy;

/// <summary>What one person's values in the audit trail lie under. Without it they are noise, and the chain over them still holds.</summary>
public sealed class AuditKey : ITenantOwned
{
    public const string Field = "audit_key";

    private AuditKey() { }

    public TenantId TenantId { get; private set; }
    public Guid SubjectId { get; private set; }

    /// <summary>Null: destroyed, for good.</summary>
    public SealedSecret? SealedKey { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset? ErasedAt { get; private set; }

    public SecretName Name => NameOf(TenantId, SubjectId);

    public static SecretName NameOf(TenantId tenantId, Guid subjectId) => new(tenantId, subjectId, Field);

    public void Destroy(DateTimeOffset now)
    {
        SealedKey = null;
        ErasedAt ??= now;
    }
}
