using Crm.Domain.Common;
using Crm.Infrastructure.Persistence;
using Npgsql;

namespace Crm.Infrastructure.TokenRefresh;

/// <summary>Leases and settles token grants: one round trip and one commit for as many as there are.</summary>
internal sealed class GrantStore(NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>Long enough for a call and its commit, short enough for another worker to try a lost one again within 30 s.</summary>
    public static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(15);

    /// <summary>A database that hangs must not outlive the lease; what is settled is tried again anyway.</summary>
    private const int SettleTimeoutSeconds = 3;

    // Due at once, however far ahead it was: whoever comes after a crash finds it, and others wait for its end.
    private const string LeaseOne = """
        with picked as materialized (
            select tenant_id, account_id, attempt_started_at from integrations.token_grant
            where tenant_id = $1 and account_id = $2 and version = $3 and refresh_due_at is not null
                and sealed_refresh_token is not null
                and (leased_until is null or leased_until <= $4)
            for update skip locked
        )
        update integrations.token_grant g
        set refresh_due_at = least(g.refresh_due_at, $4), leased_until = $5, lease_id = $6, attempt_started_at = coalesce(g.attempt_started_at, $4), attempts = g.attempts + 1
        from picked p where g.tenant_id = p.tenant_id and g.account_id = p.account_id
        returning g.tenant_id, g.account_id, g.platform, g.version, g.obtained_at,
            g.sealed_refresh_token, g.attempts, p.attempt_started_at is not null
        """;

    public async Task<List<LeasedGrant>> LeaseDueAsync(int most, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var lease = Guid.CreateVersion7(now);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenantId: null);
        batch.Add(
            "select * from lookup.lease_due_grants($1, $2, $3, $4)",
            Value(now.UtcDateTime),
            Value((now + LeaseTime).UtcDateTime),
            Value(lease),
            Value(most)
        );

        return await ReadLeasedAsync(batch, lease, now + LeaseTime, cancellationToken);
    }

    /// <summary>Null when somebody else is at it, or the pair is no longer this version.</summary>
    public async Task<LeasedGrant?> LeaseAsync(
        TenantId tenantId,
        Guid accountId,
        int version,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        var lease = Guid.CreateVersion7(now);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenantId);
        batch.Add(
            LeaseOne,
            Value(tenantId.Value),
            Value(accountId),
            Value(version),
            Value(now.UtcDateTime),
            Value((now + LeaseTime).UtcDateTime),
            Value(lease)
        );

        return (await ReadLeasedAsync(batch, lease, now + LeaseTime, cancellationToken)).SingleOrDefault();
    }

    public async Task<StoredGrant?> FindAsync(TenantId tenantId, Guid accountId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenantId);
        batch.Add(
            """
            select platform, version, sealed_access_token, access_expires_at, refresh_due_at, attempts
            from integrations.token_grant where tenant_id = $1 and account_id = $2
            """,
            Value(tenantId.Value),
            Value(accountId)
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);

        return await reader.ReadAsync(cancellationToken)
            ? new(
                reader.GetString(0),
                reader.GetInt32(1),
                new(reader.GetFieldValue<byte[]>(2)),
                reader.IsDBNull(3) ? null : reader.GetFieldValue<DateTimeOffset>(3),
                reader.IsDBNull(4) ? null : reader.GetFieldValue<DateTimeOffset>(4),
                reader.GetInt32(5)
            )
            : null;
    }

    /// <summary>Answers the accounts whose row was still the one that was leased.</summary>
    public async Task<HashSet<(Guid TenantId, Guid AccountId)>> SettleAsync(
        IReadOnlyList<Settlement> settlements,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenantId: null);
        batch.Timeout = SettleTimeoutSeconds;
        batch.Add(
            "select tenant_id, account_id from lookup.settle_grants($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            Column(settlements, row => row.Grant.TenantId.Value),
            Column(settlements, row => row.Grant.AccountId),
            Column(settlements, row => row.Grant.Version),
            Column(settlements, row => row.Grant.ObtainedAt.UtcDateTime),
            Column(settlements, row => row.Grant.LeaseId),
            Column(settlements, row => row.Pair?.AccessToken.Bytes.ToArray()),
            Column(settlements, row => row.Pair?.RefreshToken?.Bytes.ToArray()),
            Column(settlements, row => row.Pair?.AccessExpiresAt?.UtcDateTime),
            Column(settlements, row => row.Pair?.RefreshExpiresAt?.UtcDateTime),
            Column(settlements, row => row.DueAt.UtcDateTime),
            Column(settlements, row => row.IsUnanswered),
            Value(time.GetUtcNow().UtcDateTime)
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var settled = new HashSet<(Guid, Guid)>(settlements.Count);
        while (await reader.ReadAsync(cancellationToken))
        {
            settled.Add((reader.GetGuid(0), reader.GetGuid(1)));
        }

        await EndAsync(reader, cancellationToken);
        return settled;
    }

    // The commit is reported after the last result; closing the reader would swallow its failure.
    private static async Task EndAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        while (await reader.NextResultAsync(cancellationToken)) { }
    }

    private static async Task<List<LeasedGrant>> ReadLeasedAsync(
        NpgsqlBatch batch,
        Guid lease,
        DateTimeOffset until,
        CancellationToken cancellationToken
    )
    {
        var leased = new List<LeasedGrant>();
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            leased.Add(
                new(
                    new(reader.GetGuid(0)),
                    reader.GetGuid(1),
                    reader.GetString(2),
                    reader.GetInt32(3),
                    reader.GetFieldValue<DateTimeOffset>(4),
                    new(reader.GetFieldValue<byte[]>(5)),
                    reader.GetInt32(6),
                    reader.GetBoolean(7),
                    lease,
                    until
                )
            );
        }

        await EndAsync(reader, cancellationToken);
        return leased;
    }

    private static NpgsqlParameter<T> Value<T>(T value) => new() { TypedValue = value };

    private static NpgsqlParameter<T[]> Column<T>(IReadOnlyList<Settlement> rows, Func<Settlement, T> value)
    {
        var column = new T[rows.Count];
        for (var index = 0; index < column.Length; index++)
        {
            column[index] = value(rows[index]);
        }

        return new() { TypedValue = column };
    }
}
