using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Crm.Infrastructure.Persistence.Interceptors;

/// <summary>Sets role and tenant, transaction-local, at the start of every transaction.</summary>
internal sealed class TenantTransactionInterceptor : DbTransactionInterceptor
{
    public override async ValueTask<DbTransaction> TransactionStartedAsync(
        DbConnection connection,
        TransactionEndEventData eventData,
        DbTransaction result,
        CancellationToken cancellationToken = default
    )
    {
        if (eventData.Context is CrmDbContext context)
        {
            await using var command = new NpgsqlCommand(TenantSql.SetTenant, (NpgsqlConnection)connection);
            command.Transaction = (NpgsqlTransaction)result;
            command.Parameters.AddWithValue("crm_tenant", context.TenantSetting);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        return result;
    }

    public override DbTransaction TransactionStarted(
        DbConnection connection,
        TransactionEndEventData eventData,
        DbTransaction result
    ) => throw new NotSupportedException("Use the asynchronous methods: a blocking save would starve other requests.");
}
