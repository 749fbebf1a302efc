using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Crm.Infrastructure.Persistence.Interceptors;

/// <summary>
/// Puts role and tenant in front of every command that runs outside a transaction, in the same round trip: both are
/// transaction-local, and one message is one implicit transaction, so this holds behind a transaction pooler too.
/// Saves always have a transaction of their own (<see cref="TenantTransactionInterceptor"/>): a statement in front of an
/// UPDATE would have EF read the affected rows from the wrong result, and a lost update would pass silently.
/// </summary>
internal sealed class TenantCommandInterceptor : DbCommandInterceptor
{
    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default
    )
    {
        PutTenantInFront(command, eventData);
        return await base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
    }

    public override async ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command,
        CommandExecutedEventData eventData,
        DbDataReader result,
        CancellationToken cancellationToken = default
    )
    {
        if (command.Transaction is null)
        {
            await result.NextResultAsync(cancellationToken);
        }

        return result;
    }

    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        PutTenantInFront(command, eventData);
        return await base.NonQueryExecutingAsync(command, eventData, result, cancellationToken);
    }

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result
    ) => throw new NotSupportedException("Use the asynchronous methods: a blocking query would starve other requests.");

    public override InterceptionResult<int> NonQueryExecuting(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<int> result
    ) => throw new NotSupportedException("Use the asynchronous methods: a blocking query would starve other requests.");

    public override InterceptionResult<object> ScalarExecuting(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<object> result
    ) => throw new NotSupportedException("A scalar would be read from the statement that sets the tenant.");

    private static void PutTenantInFront(DbCommand command, CommandEventData eventData)
    {
        if (command.Transaction is not null || eventData.Context is not CrmDbContext context)
        {
            return;
        }

        command.CommandText = TenantSql.SetTenant + "; " + command.CommandText;
        command.Parameters.Add(new NpgsqlParameter("crm_tenant", DbType.String) { Value = context.TenantSetting });
    }
}
