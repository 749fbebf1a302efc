using Crm.Application.Common;
using Crm.Domain.Common;
using Crm.Infrastructure.Persistence;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Crm.Infrastructure.Jobs;

/// <summary>Sends a request for each account of all tenants that is due, in a scope of its tenant. One that fails is logged and passed.</summary>
internal sealed partial class AccountSweep(
    NpgsqlDataSource database,
    IServiceScopeFactory scopes,
    ILogger<AccountSweep> logger
)
{
    private const int MostPerBatch = 200;
    private const int MostInFlight = 8;

    /// <param name="due">A function of the database: of these platforms, what was last done before a time.</param>
    public async Task RunAsync(
        string due,
        string[] platforms,
        DateTimeOffset before,
        Func<IMediator, Guid, CancellationToken, Task> send,
        CancellationToken cancellationToken
    )
    {
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = MostInFlight,
            CancellationToken = cancellationToken,
        };
        var last = new DueAccount(default, Guid.Empty);
        List<DueAccount> batch;
        do
        {
            batch = await ListAsync(due, platforms, before, last, cancellationToken);
            await Parallel.ForEachAsync(batch, options, (account, token) => SendAsync(account, send, token));
            last = batch.Count > 0 ? batch[^1] : last;
        } while (batch.Count == MostPerBatch);
    }

    private async ValueTask SendAsync(
        DueAccount due,
        Func<IMediator, Guid, CancellationToken, Task> send,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<ITenantContext>().Set(due.TenantId);
            await send(scope.ServiceProvider.GetRequiredService<IMediator>(), due.AccountId, cancellationToken);
        }
        catch (ProviderException)
        {
            // The account's own log and health say why.
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(logger, due.AccountId, exception);
        }
    }

    private async Task<List<DueAccount>> ListAsync(
        string function,
        string[] platforms,
        DateTimeOffset before,
        DueAccount last,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenantId: null);
        // By key, not by age: an account that fails stays the oldest, and must not be met again in this sweep.
        batch.Add(
            $"""
            select tenant_id, account_id from lookup.{function}($1, $2)
            where (tenant_id, account_id) > ($3, $4)
            order by tenant_id, account_id
            limit $5
            """,
            new NpgsqlParameter<string[]> { TypedValue = platforms },
            new NpgsqlParameter<DateTime> { TypedValue = before.UtcDateTime },
            new NpgsqlParameter<Guid> { TypedValue = last.TenantId.Value },
            new NpgsqlParameter<Guid> { TypedValue = last.AccountId },
            new NpgsqlParameter<int> { TypedValue = MostPerBatch }
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var due = new List<DueAccount>();
        while (await reader.ReadAsync(cancellationToken))
        {
            due.Add(new(new(reader.GetGuid(0)), reader.GetGuid(1)));
        }

        return due;
    }

    [LoggerMessage(LogLevel.Error, "The sweep failed for {AccountId}")]
    private static partial void LogFailed(ILogger logger, Guid accountId, Exception exception);

    private sealed record DueAccount(TenantId TenantId, Guid AccountId);
}
