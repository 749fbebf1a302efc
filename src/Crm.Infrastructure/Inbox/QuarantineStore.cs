using Crm.Domain.Common;
using Crm.Infrastructure.Persistence;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Infrastructure.Inbox;

/// <summary>Keeps refused deliveries, within a quota for each address and, in it, for each sender.</summary>
internal sealed class QuarantineStore(InboxDatabase database, InboxOptions options) : IDisposable
{
    private const string Sql = """
        insert into integrations.webhook_event (tenant_id, id, provider, account_id, status, reason, dedupe_key, sealed_body,
            body_size, signature, source_address, received_at)
        select $1, $2, $3, $4, 'quarantined', $5, $6, $7, $8, $9, $10, $11
        where (
            select count(*) from (
                select from integrations.webhook_event
                where tenant_id = $1 and provider = $3 and account_id is not distinct from $4 and status = 'quarantined'
                limit $12) address) < $12
          and (
            select count(*) from (
                select from integrations.webhook_event
                where tenant_id = $1 and provider = $3 and account_id is not distinct from $4 and status = 'quarantined'
                  and source_address is not distinct from $10
                limit $13) source) < $13
        """;

    // Refused deliveries cost anybody nothing to send: they never take more than a part of the pool.
    private readonly SemaphoreSlim places = new(2);

    /// <exception cref="InboxUnavailableException">It was not committed; also when the quarantine is full.</exception>
    public async Task StoreAsync(StoredDelivery delivery)
    {
        if (!await places.WaitAsync(TimeSpan.FromSeconds(1)))
        {
            throw new InboxUnavailableException(cause: null);
        }

        try
        {
            var stored = await database.RunAsync(connection => InsertAsync(connection, delivery));
            if (stored == 0)
            {
                throw new InboxUnavailableException(cause: null);
            }
        }
        catch (PostgresException exception)
        {
            throw new InboxUnavailableException(exception);
        }
        finally
        {
            places.Release();
        }
    }

    public void Dispose() => places.Dispose();

    private async Task<int> InsertAsync(NpgsqlConnection connection, StoredDelivery delivery)
    {
        await using var batch = TenantSql.Create(connection, new TenantId(delivery.TenantId));
        var insert = batch.Add(
            Sql,
            new NpgsqlParameter<Guid> { TypedValue = delivery.TenantId },
            new NpgsqlParameter<Guid> { TypedValue = delivery.Id },
            new NpgsqlParameter<string> { TypedValue = delivery.Provider },
            Nullable(delivery.AccountId, NpgsqlDbType.Uuid),
            Nullable(delivery.Reason, NpgsqlDbType.Text),
            new NpgsqlParameter<byte[]> { TypedValue = delivery.DedupeKey },
            new NpgsqlParameter<ReadOnlyMemory<byte>> { TypedValue = delivery.SealedBody },
            new NpgsqlParameter<int> { TypedValue = delivery.BodySize },
            Nullable(delivery.Signature, NpgsqlDbType.Text),
            Nullable(delivery.SourceAddress, NpgsqlDbType.Text),
            new NpgsqlParameter<DateTime> { TypedValue = delivery.ReceivedAt },
            new NpgsqlParameter<int> { TypedValue = options.QuarantinePerAddress },
            new NpgsqlParameter<int> { TypedValue = options.QuarantinePerSource }
        );
        await batch.ExecuteNonQueryAsync();

        return (int)insert.RecordsAffected;
    }

    private static NpgsqlParameter Nullable(object? value, NpgsqlDbType type) =>
        new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
