using Crm.Domain.Common;
using Crm.Infrastructure.Persistence;
using Npgsql;

namespace Crm.Infrastructure.Inbox;

/// <summary>Takes due events for a while and says what became of them, many at a time.</summary>
internal sealed class InboxLeases(NpgsqlDataSource database, InboxOptions options, TimeProvider time)
{
    private const int MostBytes = 8 * 1024 * 1024;

    private const string Finish = """
        update integrations.webhook_event e
        set status = d.status, reason = coalesce(d.reason, e.reason), due_at = d.due_at, processed_at = d.processed_at,
            attempts = e.attempts - d.is_returned::integer
        from unnest($2, $3, $4, $5, $6, $7, $8) d(id, attempts, status, reason, due_at, processed_at, is_returned)
        where e.tenant_id = $1 and e.id = d.id and e.attempts = d.attempts and e.status = 'pending'
        """;

    public async Task<List<LeasedEvent>> TakeAsync(int most, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var until = now + options.Lease;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenantId: null);
        batch.Add(
            """
            select tenant_id, id, provider, account_id, dedupe_key, sealed_body, is_part, signature, received_at, attempts
            from lookup.lease_webhook_events($1, $2, $3, $4)
            """,
            new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime },
            new NpgsqlParameter<DateTime> { TypedValue = until.UtcDateTime },
            new NpgsqlParameter<int> { TypedValue = most },
            new NpgsqlParameter<int> { TypedValue = MostBytes }
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var taken = new List<LeasedEvent>(most);
        while (await reader.ReadAsync(cancellationToken))
        {
            taken.Add(Read(reader, until));
        }

        return taken;
    }

    public async Task FinishAsync(IEnumerable<Outcome> outcomes, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = connection.CreateBatch();

        // In one order, so that two lanes never wait for each other.
        foreach (var tenant in outcomes.GroupBy(outcome => outcome.Event.TenantId).OrderBy(group => group.Key.Value))
        {
            Outcome[] rows = [.. tenant.OrderBy(outcome => outcome.Event.Id)];
            batch.AddTenant(tenant.Key);
            batch.Add(
                Finish,
                new NpgsqlParameter<Guid> { TypedValue = tenant.Key.Value },
                Column(rows, row => row.Event.Id),
                Column(rows, row => row.Event.Attempts),
                Column(rows, row => row.Status),
                Column(rows, row => row.Reason),
                Column(rows, row => row.DueAt),
                Column(rows, row => row.ProcessedAt),
                Column(rows, row => row.IsReturned)
            );
        }

        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>What was refused goes; of what was processed the body goes, and its key stays to know a copy by.</summary>
    public async Task ForgetAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenantId: null);
        batch.Add(
            "select lookup.purge_quarantine($1), lookup.empty_webhook_events($2)",
            new NpgsqlParameter<DateTime> { TypedValue = (time.GetUtcNow() - InboxOptions.QuarantineAge).UtcDateTime },
            new NpgsqlParameter<DateTime> { TypedValue = (time.GetUtcNow() - InboxOptions.BodyAge).UtcDateTime }
        );
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlParameter<T[]> Column<T>(Outcome[] rows, Func<Outcome, T> value) =>
        new() { TypedValue = Array.ConvertAll(rows, row => value(row)) };

    private static LeasedEvent Read(NpgsqlDataReader reader, DateTimeOffset until) =>
        new(
            new TenantId(reader.GetGuid(0)),
            reader.GetGuid(1),
            reader.GetString(2),
            reader.IsDBNull(3) ? null : reader.GetGuid(3),
            reader.GetFieldValue<byte[]>(4),
            reader.IsDBNull(5) ? [] : reader.GetFieldValue<byte[]>(5),
            reader.GetBoolean(6),
            reader.IsDBNull(7) ? null : reader.GetString(7),
            reader.GetDateTime(8),
            reader.GetInt32(9),
            until
        );
}
