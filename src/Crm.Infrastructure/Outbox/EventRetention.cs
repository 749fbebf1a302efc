using Crm.Application.Notifications;
using Crm.Infrastructure.Persistence;
using Npgsql;

namespace Crm.Infrastructure.Outbox;

internal sealed class EventRetention(NpgsqlDataSource database) : IEventRetention
{
    public async Task<long> DeleteAsync(DateTimeOffset before, int atMost, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenantId: null);
        batch.Add(
            "select lookup.delete_events($1, $2)",
            new NpgsqlParameter<DateTime> { TypedValue = before.UtcDateTime },
            new NpgsqlParameter<int> { TypedValue = atMost }
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);

        return reader.GetInt64(0);
    }
}
