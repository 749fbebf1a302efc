using Crm.Domain.Common;
using Crm.Infrastructure.Persistence;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Infrastructure.Outbox;

internal sealed record EventLine(EventPosition Position, string Type, string Payload, Guid? VenueId);

/// <summary>Reads what happened to a tenant, in an order that nothing can be inserted into later.</summary>
internal sealed class EventLog(NpgsqlDataSource database)
{
    public const int BatchSize = 500;

    private const string After = """
        select transaction, id, type, payload, venue_id from notifications.event
        where tenant_id = $1 and (transaction, id) > ($2, $3) and transaction < pg_snapshot_xmin(pg_current_snapshot())
        order by transaction, id limit 500
        """;

    private const string Now = "select pg_snapshot_xmin(pg_current_snapshot())";

    private const string Knows =
        "select 1 from notifications.event where tenant_id = $1 and transaction = $2 and id = $3 and occurred_at >= $4";

    public async Task<IReadOnlyList<EventLine>> ReadAsync(
        TenantId tenantId,
        EventPosition after,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenantId);
        batch.Add(After, Tenant(tenantId), Transaction(after), new NpgsqlParameter<Guid> { TypedValue = after.Id });
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var lines = new List<EventLine>();
        while (await reader.ReadAsync(cancellationToken))
        {
            lines.Add(
                new(
                    new(reader.GetFieldValue<ulong>(0), reader.GetGuid(1)),
                    reader.GetString(2),
                    reader.GetString(3),
                    reader.IsDBNull(4) ? null : reader.GetGuid(4)
                )
            );
        }

        return lines;
    }

    /// <summary>Where everything that is committed from now on lies behind.</summary>
    public async Task<EventPosition> EndAsync(TenantId tenantId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenantId);
        batch.Add(Now);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);

        return new(reader.GetFieldValue<ulong>(0), Guid.Empty);
    }

    /// <summary>Whether nothing that came after it was deleted yet.</summary>
    public async Task<bool> KnowsAsync(
        TenantId tenantId,
        EventPosition position,
        DateTimeOffset since,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenantId);
        batch.Add(
            Knows,
            Tenant(tenantId),
            Transaction(position),
            new NpgsqlParameter<Guid> { TypedValue = position.Id },
            new NpgsqlParameter<DateTime> { TypedValue = since.UtcDateTime }
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);

        return await reader.ReadAsync(cancellationToken);
    }

    private static NpgsqlParameter<Guid> Tenant(TenantId tenantId) => new() { TypedValue = tenantId.Value };

    private static NpgsqlParameter Transaction(EventPosition position) =>
        new() { Value = position.Transaction, NpgsqlDbType = NpgsqlDbType.Xid8 };
}
