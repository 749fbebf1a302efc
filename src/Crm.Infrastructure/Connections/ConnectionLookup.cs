using Crm.Application.Integrations.Connections;
using Crm.Domain.Common;
using Crm.Infrastructure.Persistence;
using Npgsql;

namespace Crm.Infrastructure.Connections;

internal sealed class ConnectionLookup(NpgsqlDataSource database, TimeProvider clock) : IConnectionLookup
{
    private const string Rights = """
        select m.role in ('admin', 'owner'),
            s.status in ('active', 'past_due') or (s.status = 'trialing' and s.period_ends_at > $2)
        from tenancy.membership m join tenancy.subscription s using (tenant_id)
        where m.person_id = $1 and m.tenant_id = $3
        """;

    public async Task<TakenState?> TakeStateAsync(byte[] stateHash, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenantId: null);
        batch.Add("select * from lookup.take_oauth_state($1)", new NpgsqlParameter<byte[]> { TypedValue = stateHash });
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var taken = await reader.ReadAsync(cancellationToken)
            ? new TakenState(
                new TenantId(reader.GetGuid(0)),
                reader.GetGuid(1),
                reader.GetGuid(2),
                reader.GetString(3),
                reader.GetFieldValue<byte[]>(4),
                await reader.IsDBNullAsync(5, cancellationToken) ? null : new(reader.GetFieldValue<byte[]>(5)),
                reader.GetString(6),
                reader.GetFieldValue<DateTimeOffset>(7),
                await reader.IsDBNullAsync(8, cancellationToken) ? null : reader.GetFieldValue<byte[]>(8),
                await reader.IsDBNullAsync(9, cancellationToken) ? null : reader.GetString(9)
            )
            : null;
        // It is taken once this is committed, which is reported after the last result.
        while (await reader.NextResultAsync(cancellationToken)) { }

        return taken;
    }

    public async Task<FoundReconnectLink?> FindReconnectLinkAsync(
        byte[] secretHash,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenantId: null);
        batch.Add(
            "select * from lookup.reconnect_link($1, $2)",
            new NpgsqlParameter<byte[]> { TypedValue = secretHash },
            new NpgsqlParameter<DateTimeOffset> { TypedValue = now }
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);

        return await reader.ReadAsync(cancellationToken)
            ? new(new TenantId(reader.GetGuid(0)), reader.GetGuid(1), reader.GetGuid(2))
            : null;
    }

    public async Task<bool> IsHeldByAnotherAsync(
        string platform,
        IReadOnlyCollection<string> externalIds,
        Guid accountId,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenantId: null);
        batch.Add(
            "select lookup.is_held_elsewhere($1, $2, $3)",
            new NpgsqlParameter<string> { TypedValue = platform },
            new NpgsqlParameter<string[]> { TypedValue = [.. externalIds] },
            new NpgsqlParameter<Guid> { TypedValue = accountId }
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);

        return reader.GetBoolean(0);
    }

    public async Task<string?> WhyNotAsync(TenantId tenantId, Guid personId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenantId);
        batch.Add(
            Rights,
            new NpgsqlParameter<Guid> { TypedValue = personId },
            new NpgsqlParameter<DateTimeOffset> { TypedValue = clock.GetUtcNow() },
            new NpgsqlParameter<Guid> { TypedValue = tenantId.Value }
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken) || !reader.GetBoolean(0))
        {
            return "forbidden";
        }

        return reader.GetBoolean(1) ? null : "subscription_inactive";
    }
}
