using Crm.Application.Messaging.Receiving;
using Crm.Infrastructure.Persistence;
using Npgsql;

namespace Crm.Infrastructure.Messaging;

internal sealed class EarlyStatusStore(NpgsqlDataSource database) : IEarlyStatusStore
{
    public async Task<int> DeleteAsync(DateTimeOffset receivedBefore, int most, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenantId: null);
        batch.Add(
            "select lookup.delete_early_statuses($1, $2)",
            new NpgsqlParameter<DateTime> { TypedValue = receivedBefore.UtcDateTime },
            new NpgsqlParameter<int> { TypedValue = most }
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);

        return (int)reader.GetInt64(0);
    }
}
