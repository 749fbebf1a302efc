using System.Security.Cryptography;
using System.Text;
using Crm.Application.Common;
using Crm.Domain.Common;
using Crm.Domain.Tenancy;
using Crm.Infrastructure.Persistence;
using Crm.Infrastructure.Vault;
using Npgsql;

namespace Crm.Infrastructure.Audit;

/// <summary>
/// A key for each person whose values are in the trail, sealed by the vault. Never kept in the process: what was destroyed must be
/// gone on every server at once.
/// </summary>
internal sealed class AuditKeys(
    CrmDbContext context,
    NpgsqlDataSource database,
    ITenantContext tenant,
    IVault vault,
    TimeProvider time
)
{
    /// <returns>Null: the person was erased.</returns>
    public async ValueTask<SealedSecret?> SealAsync(
        Guid subjectId,
        Guid eventId,
        string text,
        CancellationToken cancellationToken
    )
    {
        var stored = await GetAsync(subjectId, cancellationToken);
        if (stored.SealedKey is not { } sealedKey)
        {
            return null;
        }

        var key = await vault.OpenBytesAsync(stored.Name, sealedKey, cancellationToken);

        return new(AesGcmBox.Seal(key, Encoding.UTF8.GetBytes(text), AssociatedData(stored.TenantId, eventId)));
    }

    public async ValueTask<string?> OpenAsync(
        AuditKey? stored,
        Guid eventId,
        SealedSecret personal,
        CancellationToken cancellationToken
    )
    {
        if (stored?.SealedKey is not { } sealedKey)
        {
            return null;
        }

        try
        {
            var key = await vault.OpenBytesAsync(stored.Name, sealedKey, cancellationToken);

            return Encoding.UTF8.GetString(
                AesGcmBox.Open(key, personal.Bytes.Span, AssociatedData(stored.TenantId, eventId))
            );
        }
        catch (CryptographicException)
        {
            // Somebody has changed the row. The list goes on showing the rest; the chain names it.
            return null;
        }
    }

    /// <summary>The stored key, made before if there was none: in a transaction of its own, so that two who make it at once agree.</summary>
    public async ValueTask<AuditKey> GetAsync(Guid subjectId, CancellationToken cancellationToken)
    {
        if (await FindAsync(subjectId, cancellationToken) is { } known)
        {
            return known;
        }

        await CreateAsync(subjectId, cancellationToken);

        return await FindAsync(subjectId, cancellationToken)
            ?? throw new InvalidOperationException("A key that was just stored cannot be found.");
    }

    private ValueTask<AuditKey?> FindAsync(Guid subjectId, CancellationToken cancellationToken) =>
        context.Set<AuditKey>().FindAsync([tenant.TenantId, subjectId], cancellationToken);

    private async Task CreateAsync(Guid subjectId, CancellationToken cancellationToken)
    {
        var name = AuditKey.NameOf(tenant.TenantId, subjectId);
        var fresh = await vault.SealAsync(name, RandomNumberGenerator.GetBytes(32), cancellationToken);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenant.TenantId);
        batch.Add(
            """
            insert into tenancy.audit_key (tenant_id, subject_id, sealed_key, created_at) values ($1, $2, $3, $4)
            on conflict do nothing
            """,
            new NpgsqlParameter<Guid> { TypedValue = tenant.TenantId.Value },
            new NpgsqlParameter<Guid> { TypedValue = subjectId },
            new NpgsqlParameter<byte[]> { TypedValue = fresh.Bytes.ToArray() },
            new NpgsqlParameter<DateTime> { TypedValue = time.GetUtcNow().UtcDateTime }
        );
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    // Bound to its event: a ciphertext that was copied to another one does not open.
    private static byte[] AssociatedData(TenantId tenantId, Guid eventId)
    {
        var data = new byte[32];
        tenantId.Value.TryWriteBytes(data, bigEndian: true, out _);
        eventId.TryWriteBytes(data.AsSpan(16), bigEndian: true, out _);

        return data;
    }
}
