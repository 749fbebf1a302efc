using System.Runtime.InteropServices;
using Crm.Domain.Common;
using Crm.Infrastructure.Persistence;
using Npgsql;

namespace Crm.Infrastructure.Inbox;

/// <summary>One statement a tenant, one round trip and one transaction for all.</summary>
internal static class InboxInsert
{
    private const string Sql = """
        insert into integrations.webhook_event (tenant_id, id, provider, account_id, status, reason, dedupe_key, sealed_body,
            body_size, signature, source_address, received_at, is_part, due_at)
        select $1, d.id, d.provider, d.account_id, 'pending', d.reason, d.dedupe_key, d.sealed_body,
            d.body_size, d.signature, d.source_address, d.received_at, d.is_part, d.received_at
        from unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            d(id, provider, account_id, reason, dedupe_key, sealed_body, body_size, signature, source_address, received_at, is_part)
        on conflict (tenant_id, provider, dedupe_key) where status <> 'quarantined' do nothing
        """;

    /// <param name="rows">Sorted by tenant.</param>
    public static NpgsqlBatch Create(NpgsqlConnection connection, List<StoredDelivery> rows)
    {
        var batch = connection.CreateBatch();
        AddTo(batch, rows);

        return batch;
    }

    /// <param name="rows">Sorted by tenant.</param>
    public static void AddTo(NpgsqlBatch batch, List<StoredDelivery> rows)
    {
        var all = CollectionsMarshal.AsSpan(rows);
        for (var start = 0; start < all.Length; )
        {
            var tenant = all[start].TenantId;
            var end = start + 1;
            while (end < all.Length && all[end].TenantId == tenant)
            {
                end++;
            }

            Add(batch, tenant, all[start..end]);
            start = end;
        }
    }

    private static void Add(NpgsqlBatch batch, Guid tenant, ReadOnlySpan<StoredDelivery> rows)
    {
        batch.AddTenant(new TenantId(tenant));
        batch.Add(
            Sql,
            new NpgsqlParameter<Guid> { TypedValue = tenant },
            Column(rows, row => row.Id),
            Column(rows, row => row.Provider),
            Column(rows, row => row.AccountId),
            Column(rows, row => row.Reason),
            Column(rows, row => row.DedupeKey),
            Column(rows, row => row.SealedBody),
            Column(rows, row => row.BodySize),
            Column(rows, row => row.Signature),
            Column(rows, row => row.SourceAddress),
            Column(rows, row => row.ReceivedAt),
            Column(rows, row => row.IsPart)
        );
    }

    private static NpgsqlParameter<T[]> Column<T>(ReadOnlySpan<StoredDelivery> rows, Func<StoredDelivery, T> value)
    {
        var column = new T[rows.Length];
        for (var index = 0; index < rows.Length; index++)
        {
            column[index] = value(rows[index]);
        }

        return new NpgsqlParameter<T[]> { TypedValue = column };
    }
}
