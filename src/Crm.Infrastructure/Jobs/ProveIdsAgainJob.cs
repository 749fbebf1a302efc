using Crm.Application.Common;
using Crm.Application.Integrations.Accounts;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using Crm.Infrastructure.Persistence;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Quartz;

namespace Crm.Infrastructure.Jobs;

/// <summary>Accounts whose ids were last proven a day ago, each in a scope of its tenant.</summary>
[DisallowConcurrentExecution]
internal sealed class ProveIdsAgainJob(
    NpgsqlDataSource database,
    IEnumerable<IProvider> providers,
    IServiceScopeFactory scopes,
    TimeProvider time
) : IJob
{
    private static readonly TimeSpan Age = TimeSpan.FromHours(23);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        foreach (var (tenantId, accountId) in await ListDueAsync(cancellationToken))
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<ITenantContext>().Set(tenantId);
            await scope
                .ServiceProvider.GetRequiredService<IMediator>()
                .Send(new ProveIdsAgain(accountId), cancellationToken);
        }
    }

    private async Task<List<(TenantId TenantId, Guid AccountId)>> ListDueAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenantId: null);
        batch.Add(
            "select tenant_id, account_id from lookup.accounts_to_prove($1, $2)",
            new NpgsqlParameter<string[]>
            {
                TypedValue = [.. providers.OfType<IIdProver>().Select(prover => prover.Descriptor.Key)],
            },
            new NpgsqlParameter<DateTime> { TypedValue = (time.GetUtcNow() - Age).UtcDateTime }
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var due = new List<(TenantId TenantId, Guid AccountId)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            due.Add((new TenantId(reader.GetGuid(0)), reader.GetGuid(1)));
        }

        return due;
    }
}
