using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Crm.Domain.Common;
using Crm.Infrastructure.Persistence;
using Npgsql;

namespace Crm.Infrastructure.Vault;

/// <summary>The data key of each tenant, unwrapped once and then kept in this process.</summary>
internal sealed class DataKeys(NpgsqlDataSource database, EncryptionKeys encryptionKeys, TimeProvider time)
    : IDisposable
{
    /// <summary>A sweep over a thousand tenants must not take every connection for their keys.</summary>
    private readonly SemaphoreSlim places = new(4);

    private readonly ConcurrentDictionary<TenantId, byte[]> unwrapped = new();

    public ValueTask<byte[]> GetAsync(TenantId tenantId, CancellationToken cancellationToken) =>
        unwrapped.TryGetValue(tenantId, out var key)
            ? ValueTask.FromResult(key)
            : new ValueTask<byte[]>(LoadInTurnAsync(tenantId, cancellationToken));

    public void Dispose() => places.Dispose();

    private async Task<byte[]> LoadInTurnAsync(TenantId tenantId, CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        try
        {
            return unwrapped.TryGetValue(tenantId, out var key) ? key : await LoadAsync(tenantId, cancellationToken);
        }
        finally
        {
            places.Release();
        }
    }

    private async Task<byte[]> LoadAsync(TenantId tenantId, CancellationToken cancellationToken)
    {
        var (wrapped, wrappedBy) =
            await ReadAsync(tenantId, cancellationToken) ?? await CreateAsync(tenantId, cancellationToken);
        var wrappingKey =
            encryptionKeys.Find(wrappedBy)
            ?? throw new CryptographicException(
                $"The data key was wrapped by key {wrappedBy}, which is not configured."
            );

        return unwrapped.GetOrAdd(tenantId, AesGcmBox.Open(wrappingKey, wrapped, AssociatedData(tenantId)));
    }

    private async Task<(byte[] Wrapped, string WrappedBy)?> ReadAsync(
        TenantId tenantId,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenantId);
        batch.Add("select wrapped_key, wrapped_by from vault.data_key");
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);

        return await reader.ReadAsync(cancellationToken)
            ? (reader.GetFieldValue<byte[]>(0), reader.GetString(1))
            : null;
    }

    private async Task<(byte[] Wrapped, string WrappedBy)> CreateAsync(
        TenantId tenantId,
        CancellationToken cancellationToken
    )
    {
        var fresh = AesGcmBox.Seal(
            encryptionKeys.Current,
            RandomNumberGenerator.GetBytes(32),
            AssociatedData(tenantId)
        );
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenantId);
        batch.Add(
            """
            insert into vault.data_key (tenant_id, wrapped_key, wrapped_by, created_at) values ($1, $2, $3, $4)
            on conflict do nothing
            """,
            new NpgsqlParameter<Guid> { TypedValue = tenantId.Value },
            new NpgsqlParameter<byte[]> { TypedValue = fresh },
            new NpgsqlParameter<string> { TypedValue = encryptionKeys.CurrentFingerprint },
            new NpgsqlParameter<DateTime> { TypedValue = time.GetUtcNow().UtcDateTime }
        );
        await batch.ExecuteNonQueryAsync(cancellationToken);

        // Another server may have been first; what is stored counts.
        return (await ReadAsync(tenantId, cancellationToken))!.Value;
    }

    private static byte[] AssociatedData(TenantId tenantId) => Encoding.ASCII.GetBytes($"data-key:{tenantId}");
}
