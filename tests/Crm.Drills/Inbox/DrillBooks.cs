using System.Security.Cryptography;
using System.Text;
using Crm.Domain.Common;
using Crm.Infrastructure.Persistence;
using Npgsql;

namespace Crm.Drills.Inbox;

/// <summary>Reads and writes the drill's companies in the database, as the application does: under its role, one at a time.</summary>
internal sealed class DrillBooks(string connectionString) : IAsyncDisposable
{
    private readonly NpgsqlDataSource source = NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString
    );

    public async Task<DrillTenant> AddTenantAsync(string advertiser, DateTimeOffset now)
    {
        var tenant = new DrillTenant(
            Guid.CreateVersion7(),
            Guid.CreateVersion7(),
            advertiser,
            $"key-{Guid.CreateVersion7():n}"
        );
        await using var connection = await source.OpenConnectionAsync();
        await using var batch = TenantSql.Create(connection, new TenantId(tenant.Id));
        batch.Add(
            """
            insert into integrations.account (tenant_id, id, platform, name, status, external_id, account_key_hash,
                sealed_account_key, accepts_unsigned, connected_at, created_at, updated_at)
            values ($1, $2, 'tiktok_leads', 'Drill', 'connected', $3, $4, ''::bytea, false, $5, $5, $5)
            """,
            new NpgsqlParameter<Guid> { TypedValue = tenant.Id },
            new NpgsqlParameter<Guid> { TypedValue = tenant.AccountId },
            new NpgsqlParameter<string> { TypedValue = advertiser },
            new NpgsqlParameter<byte[]> { TypedValue = SHA256.HashData(Encoding.UTF8.GetBytes(tenant.AccountKey)) },
            new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime }
        );
        batch.Add(
            """
            insert into integrations.proven_id (tenant_id, account_id, platform, external_id, proven_at)
            values ($1, $2, 'tiktok_leads', $3, $4)
            """,
            new NpgsqlParameter<Guid> { TypedValue = tenant.Id },
            new NpgsqlParameter<Guid> { TypedValue = tenant.AccountId },
            new NpgsqlParameter<string> { TypedValue = advertiser },
            new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime }
        );
        await batch.ExecuteNonQueryAsync();

        return tenant;
    }

    /// <summary>Deliveries that are neither processed nor given up.</summary>
    public Task<int> CountPendingAsync(params Guid[] tenants) => CountEventsAsync(tenants, "status = 'pending'");

    public Task<int> CountTakenAgainAsync(params Guid[] tenants) => CountEventsAsync(tenants, "attempts > 1");

    private async Task<int> CountEventsAsync(Guid[] tenants, string condition)
    {
        var count = 0;
        foreach (var tenant in tenants.Prepend(TenantId.Platform.Value))
        {
            count += (
                await ReadAsync(
                    tenant,
                    $"select count(*)::int from integrations.webhook_event where {condition}",
                    row => row.GetInt32(0)
                )
            )[0];
        }

        return count;
    }

    public Task<List<string>> ListGivenUpAsync(Guid tenantId) =>
        ReadAsync(
            tenantId,
            "select status || ' ' || coalesce(reason, '') from integrations.webhook_event where status <> 'processed'",
            row => row.GetString(0)
        );

    /// <summary>Each submission with the phone of its lead.</summary>
    public Task<List<(string EntryId, string Phone, Guid LeadId)>> ListSubmissionsAsync(Guid tenantId) =>
        ReadAsync(
            tenantId,
            """
            select s.external_id, coalesce(l.phone, ''), l.id
            from leads.submission s join leads.lead l on l.tenant_id = s.tenant_id and l.id = s.lead_id
            """,
            row => (row.GetString(0), row.GetString(1), row.GetGuid(2))
        );

    public async Task<(int Leads, int Announced)> CountLeadsAsync(Guid tenantId) =>
        (
            await ReadAsync(
                tenantId,
                """
                select (select count(*)::int from leads.lead),
                    (select count(*)::int from notifications.event where type = 'lead.created')
                """,
                row => (row.GetInt32(0), row.GetInt32(1))
            )
        )[0];

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private async Task<List<T>> ReadAsync<T>(Guid tenantId, string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var batch = TenantSql.Create(connection, new TenantId(tenantId));
        batch.Add(sql);
        await using var reader = await batch.ExecuteReaderAsync();
        await reader.NextResultAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
