namespace Crm.Domain.Common;

/// <summary>An encrypted secret as it lies in the database; only the vault opens it, and only with the same <see cref="SecretName"/>.</summary>
public sealed record SealedSecret(ReadOnlyMemory<byte> Bytes)
{
    public override string ToString() => "sealed";
}

/// <summary>
/// What a sealed secret belongs to. It is bound as associated data: a ciphertext copied to another tenant, row or field does not open.
/// </summary>
public readonly record struct SecretName(TenantId TenantId, Guid OwnerId, string Field);
