using System.Buffers.Binary;
using System.Security.Cryptography;
using Crm.Domain.Common;
using Crm.Infrastructure.Vault;
using Npgsql;

namespace Crm.Infrastructure.Audit;

/// <summary>Where a chain ends, as the database says.</summary>
internal sealed record AuditHead(long Seq, byte[] Hash, DateTime SealedAt, byte[] Mac)
{
    /// <summary>Of <c>tenancy.audit_head h</c>.</summary>
    public const string Columns = "h.seq, h.hash, h.sealed_at, h.mac";

    public static AuditHead Read(NpgsqlDataReader reader) =>
        new(
            reader.GetInt64(0),
            reader.GetFieldValue<byte[]>(1),
            reader.GetDateTime(2),
            reader.GetFieldValue<byte[]>(3)
        );
}

/// <summary>Signs heads with a key that the database does not have: whoever has the database alone cannot make another one.</summary>
internal sealed class AuditHeads(DataKeyVault vault)
{
    private byte[]? key;

    public async ValueTask<byte[]> SignAsync(
        TenantId tenantId,
        long seq,
        byte[] hash,
        DateTime sealedAt,
        CancellationToken cancellationToken
    )
    {
        key ??= await vault.DeriveAsync("audit heads", cancellationToken);
        var text = new byte[16 + 8 + 8 + hash.Length];
        tenantId.Value.TryWriteBytes(text, bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(text.AsSpan(16), seq);
        BinaryPrimitives.WriteInt64BigEndian(text.AsSpan(24), sealedAt.Ticks);
        hash.CopyTo(text, 32);

        return HMACSHA256.HashData(key, text);
    }

    public async ValueTask<bool> IsGenuineAsync(TenantId tenantId, AuditHead head, CancellationToken cancellationToken)
    {
        var expected = await SignAsync(tenantId, head.Seq, head.Hash, head.SealedAt, cancellationToken);

        return CryptographicOperations.FixedTimeEquals(expected, head.Mac);
    }
}
