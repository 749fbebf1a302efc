using Crm.Application.Common;
using Crm.Domain.Common;
using Crm.Infrastructure.Persistence;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Infrastructure.Idempotency;

/// <summary>crm.idempotency_record: each row is written in the commit of what it is the answer to.</summary>
internal sealed class IdempotencyStore(NpgsqlDataSource database, TimeProvider time)
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);

    private const string Columns = "key_hash, body_hash, status, answer, resource_id, venue_ids, created_at";

    private const string Find =
        $"select {Columns} from crm.idempotency_record where tenant_id = $1 and key_hash = $2 and created_at > $3";

    // One that has outlived its day gives way.
    private const string Keep = $"""
        insert into crm.idempotency_record (tenant_id, {Columns}) values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (tenant_id, key_hash) do update set body_hash = excluded.body_hash, status = excluded.status,
            answer = excluded.answer, resource_id = excluded.resource_id, venue_ids = excluded.venue_ids,
            created_at = excluded.created_at
        where idempotency_record.created_at <= $9
        """;

    private const string Settle =
        "update crm.idempotency_record set status = $3, answer = $4, resource_id = $5 where tenant_id = $1 and key_hash = $2";

    private const string Withdraw = "delete from crm.idempotency_record where tenant_id = $1 and key_hash = $2";

    private DateTimeOffset Stale => time.GetUtcNow() - KeptFor;

    public async Task<IdempotencyRecord?> FindAsync(IdempotencyKey key, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, key.TenantId);
        batch.Add(Find, Id(key.TenantId), Bytes(key.Hash), Time(Stale));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);

        return await ReadAsync(reader, cancellationToken);
    }

    /// <summary>Inside a transaction: takes the key's lock for it and looks whether it was answered before.</summary>
    /// <returns>Whether the lock was free, and what was found.</returns>
    public async Task<(bool IsFree, IdempotencyRecord? Record)> EnterAsync(
        NpgsqlTransaction transaction,
        IdempotencyKey key,
        CancellationToken cancellationToken
    )
    {
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
        batch.Add("select pg_try_advisory_xact_lock($1)", new NpgsqlParameter<long> { TypedValue = key.Lock });
        batch.Add(Find, Id(key.TenantId), Bytes(key.Hash), Time(Stale));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var isFree = reader.GetBoolean(0);
        await reader.NextResultAsync(cancellationToken);

        return (isFree, await ReadAsync(reader, cancellationToken));
    }

    /// <exception cref="DomainException"><c>idempotency_in_progress</c>: somebody else has answered the key meanwhile. Roll back.</exception>
    public async Task KeepAsync(
        NpgsqlTransaction transaction,
        TenantId tenantId,
        IdempotencyRecord record,
        CancellationToken cancellationToken
    )
    {
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
        var keep = batch.Add(Keep, [.. Values(tenantId, record), Time(Stale)]);
        await batch.ExecuteNonQueryAsync(cancellationToken);
        if (keep.RecordsAffected == 0)
        {
            throw new DomainException("idempotency_in_progress", ("retryAfter", TimeSpan.FromSeconds(1)));
        }
    }

    /// <returns>False when the key is taken.</returns>
    public async Task<bool> TryKeepAsync(
        TenantId tenantId,
        IdempotencyRecord record,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenantId);
        var keep = batch.Add(Keep, [.. Values(tenantId, record), Time(Stale)]);
        await batch.ExecuteNonQueryAsync(cancellationToken);

        return keep.RecordsAffected > 0;
    }

    public Task SettleAsync(TenantId tenantId, IdempotencyRecord record, CancellationToken cancellationToken) =>
        ExecuteAsync(
            tenantId,
            Settle,
            [
                Id(tenantId),
                Bytes(record.KeyHash),
                Value(record.Status, NpgsqlDbType.Integer),
                Value(record.Answer?.Bytes.ToArray(), NpgsqlDbType.Bytea),
                Value(record.ResourceId, NpgsqlDbType.Uuid),
            ],
            cancellationToken
        );

    public Task WithdrawAsync(IdempotencyKey key, CancellationToken cancellationToken) =>
        ExecuteAsync(key.TenantId, Withdraw, [Id(key.TenantId), Bytes(key.Hash)], cancellationToken);

    public async Task DeleteOldAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, null);
        batch.Add("select lookup.delete_idempotency_records($1)", Time(Stale));
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>In the order of the columns, the tenant first.</summary>
    public static IEnumerable<NpgsqlParameter> Values(TenantId tenantId, IdempotencyRecord record) =>
        [Id(tenantId), .. Values(record), Time(record.CreatedAt)];

    /// <summary>Without tenant and time, for a statement that has them already.</summary>
    public static IEnumerable<NpgsqlParameter> Values(IdempotencyRecord record) =>
        [
            Bytes(record.KeyHash),
            Bytes(record.BodyHash),
            Value(record.Status, NpgsqlDbType.Integer),
            Value(record.Answer?.Bytes.ToArray(), NpgsqlDbType.Bytea),
            Value(record.ResourceId, NpgsqlDbType.Uuid),
            Value(record.VenueIds, NpgsqlDbType.Array | NpgsqlDbType.Uuid),
        ];

    private async Task ExecuteAsync(
        TenantId tenantId,
        string sql,
        NpgsqlParameter[] parameters,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenantId);
        batch.Add(sql, parameters);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<IdempotencyRecord?> ReadAsync(
        NpgsqlDataReader reader,
        CancellationToken cancellationToken
    ) =>
        await reader.ReadAsync(cancellationToken)
            ? new(
                reader.GetFieldValue<byte[]>(0),
                reader.GetFieldValue<byte[]>(1),
                reader.IsDBNull(2) ? null : reader.GetInt32(2),
                reader.IsDBNull(3) ? null : new SealedSecret(reader.GetFieldValue<byte[]>(3)),
                reader.IsDBNull(4) ? null : reader.GetGuid(4),
                reader.IsDBNull(5) ? null : reader.GetFieldValue<Guid[]>(5),
                reader.GetFieldValue<DateTimeOffset>(6)
            )
            : null;

    private static NpgsqlParameter<Guid> Id(TenantId tenantId) => new() { TypedValue = tenantId.Value };

    private static NpgsqlParameter<byte[]> Bytes(byte[] value) => new() { TypedValue = value };

    private static NpgsqlParameter<DateTime> Time(DateTimeOffset value) => new() { TypedValue = value.UtcDateTime };

    private static NpgsqlParameter Value(object? value, NpgsqlDbType type) =>
        new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
