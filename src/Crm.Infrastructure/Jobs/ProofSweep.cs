using Crm.Application.Common;
using Crm.Application.Integrations.Accounts;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using Crm.Infrastructure.Persistence;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Crm.Infrastructure.Jobs;

/// <summary>
/// Proves again what was last proven a day ago, each account in a scope of its tenant. One that fails is logged and passed:
/// what nobody proves for a week routes no leads any more.
/// </summary>
internal sealed partial class ProofSweep(
    NpgsqlDataSource database,
    IEnumerable<IProvider> providers,
    IServiceScopeFactory scopes,
    TimeProvider time,
    ILogger<ProofSweep> logger
)
{
    private const int MostPerBatch = 200;
    private const int MostInFlight = 8;

    // By key, not by age: an account that fails stays the oldest, and must not be met again in this sweep.
    private const string NextDue = """
        select tenant_id, account_id from lookup.accounts_to_prove($1, $2)
        where (tenant_id, account_id) > ($3, $4)
        order by tenant_id, account_id
        limit $5
        """;

    private static readonly TimeSpan Age = TimeSpan.FromHours(23);

    private readonly string[] platforms = [.. providers.OfType<IIdProver>().Select(prover => prover.Descriptor.Key)];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var provenBefore = time.GetUtcNow() - Age;
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = MostInFlight,
            CancellationToken = cancellationToken,
        };
        var last = new DueAccount(default, Guid.Empty);
        List<DueAccount> due;
        do
        {
            due = await ListAsync(provenBefore, last, cancellationToken);
            await Parallel.ForEachAsync(due, options, ProveAsync);
            last = due.Count > 0 ? due[^1] : last;
        } while (due.Count == MostPerBatch);
    }

    private async ValueTask ProveAsync(DueAccount due, CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<ITenantContext>().Set(due.TenantId);
            await scope
                .ServiceProvider.GetRequiredService<IMediator>()
                .Send(new ProveIdsAgain(due.AccountId), cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(logger, due.AccountId, exception);
        }
    }

    private async Task<List<DueAccount>> ListAsync(
        DateTimeOffset provenBefore,
        DueAccount last,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenantId: null);
        batch.Add(
            NextDue,
            new NpgsqlParameter<string[]> { TypedValue = platforms },
            new NpgsqlParameter<DateTime> { TypedValue = provenBefore.UtcDateTime },
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

    [LoggerMessage(LogLevel.Error, "The ids of {AccountId} could not be proven again")]
    private static partial void LogFailed(ILogger logger, Guid accountId, Exception exception);

    private sealed record DueAccount(TenantId TenantId, Guid AccountId);
}
