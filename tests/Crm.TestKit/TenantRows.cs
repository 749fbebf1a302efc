using Npgsql;

namespace Crm.TestKit;

/// <summary>
/// Puts one row of a tenant into every tenant-owned table, whatever tables there are: ids and texts are the same
/// throughout, so that a leak anywhere shows one of them.
/// </summary>
public static class TenantRows
{
    /// <summary>Columns whose text has a meaning; every other text is the marker.</summary>
    private static readonly Dictionary<string, string> MeaningfulTexts = new(StringComparer.Ordinal)
    {
        ["integrations.account.status"] = "connected",
        ["integrations.webhook_event.status"] = "parked",
        ["leads.lead.status"] = "new",
        ["leads.history.kind"] = "note",
        ["leads.history.actor_kind"] = "person",
        ["publishing.post_target.status"] = "published",
        ["api_tokens.token.permission"] = "read",
        ["api_tokens.usage.needed"] = "read",
        ["tenancy.subscription.status"] = "active",
        ["tenancy.membership.role"] = "viewer",
        ["tenancy.invitation.role"] = "viewer",
        ["tenancy.balance_entry.kind"] = "credit",
        ["messaging.message.status"] = "received",
        ["messaging.message.direction"] = "inbound",
        ["messaging.message.charge"] = "none",
        ["messaging.message_attempt.outcome"] = "accepted",
        ["messaging.early_status.step"] = "sent",
        ["platform"] = "tiktok_leads",
        ["provider"] = "tiktok",
        ["country"] = "TR",
        ["currency"] = "TRY",
        ["locale"] = "tr",
        ["time_zone"] = "Europe/Istanbul",
    };

    /// <param name="connectionString">Of the role that owns the tables: row-level security is lifted for the insert alone.</param>
    /// <param name="id">Of every row and reference.</param>
    /// <param name="marker">Every text.</param>
    public static async Task<IReadOnlyList<string>> InsertIntoEveryTableAsync(
        string connectionString,
        Guid tenantId,
        Guid id,
        string marker
    )
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        var tables = await ListTablesAsync(connection);
        var waiting = tables.ToList();

        // Rows refer to each other; what cannot be inserted yet is tried again after the others.
        for (var round = 0; waiting.Count > 0; round++)
        {
            var failures = new List<(string Table, string Fault)>();
            foreach (var table in waiting)
            {
                if (await TryInsertAsync(connection, table, tenantId, id, marker) is { } fault)
                {
                    failures.Add((table, fault));
                }
            }

            if (failures.Count == waiting.Count)
            {
                throw new InvalidOperationException(string.Join('\n', failures));
            }

            waiting = [.. failures.Select(failure => failure.Table)];
        }

        return tables;
    }

    /// <summary>Every table that has a tenant, as schema.table.</summary>
    public static async Task<IReadOnlyList<string>> ListTablesAsync(NpgsqlConnection connection) =>
        await QueryAsync(
            connection,
            """
            select c.table_schema || '.' || c.table_name
            from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
            where c.column_name = 'tenant_id' and t.table_type = 'BASE TABLE'
              and c.table_schema not in ('pg_catalog', 'information_schema', 'identity', 'quartz')
            order by 1
            """
        );

    private static async Task<string?> TryInsertAsync(
        NpgsqlConnection connection,
        string table,
        Guid tenantId,
        Guid id,
        string marker
    )
    {
        var columns = await QueryAsync(
            connection,
            $"""
            select column_name || ' ' || udt_name
            from information_schema.columns
            where table_schema || '.' || table_name = '{table}' and (column_default is null or is_nullable = 'NO')
              and udt_name <> 'xid8' and is_generated = 'NEVER' and is_identity = 'NO'
            """
        );
        var names = columns.ConvertAll(column => column.Split(' ')[0]);
        var values = columns.Select(column => Literal(table, column.Split(' '), tenantId, id, marker));

        try
        {
            await using var insert = new NpgsqlCommand(
                $"""
                begin;
                alter table {table} disable row level security;
                insert into {table} ({string.Join(", ", names)}) values ({string.Join(", ", values)});
                alter table {table} enable row level security;
                commit;
                """,
                connection
            );
            await insert.ExecuteNonQueryAsync();
            return null;
        }
        catch (PostgresException exception)
        {
            await using var rollback = new NpgsqlCommand("rollback", connection);
            await rollback.ExecuteNonQueryAsync();
            return exception.MessageText;
        }
    }

    private static string Literal(string table, string[] column, Guid tenantId, Guid id, string marker) =>
        (column[0], column[1]) switch
        {
            ("tenant_id", _) => $"'{tenantId}'",
            ("access_log_retention_days", _) => "730",
            (_, "uuid") => $"'{id}'",
            (_, "_uuid") => $"'{{{id}}}'",
            (_, "_text") => $"'{{{marker}}}'",
            (_, "bytea") => $"convert_to('{marker}', 'utf8')",
            (_, "bool") => "false",
            ("deleted_at", _) => "null",
            (_, "timestamptz") => "'2026-11-20T10:00:00Z'",
            (_, "date") => "'2026-11-20'",
            ("questions" or "missing" or "holes" or "slots" or "stages", "jsonb") => "'[]'",
            ("mapping" or "publish_local", "jsonb") => "null",
            ("body", "jsonb") => $$$"""'{"text":"{{{marker}}}","media":[],"perPlatform":{}}'""",
            (_, "jsonb") => "'{}'",
            (_, "text" or "varchar" or "citext") =>
                $"'{MeaningfulTexts.GetValueOrDefault($"{table}.{column[0]}") ?? MeaningfulTexts.GetValueOrDefault(column[0]) ?? marker}'",
            _ => "1",
        };

    private static async Task<List<string>> QueryAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }
}
