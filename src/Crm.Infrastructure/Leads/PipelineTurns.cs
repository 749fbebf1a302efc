using Crm.Application.Common;
using Crm.Application.Leads.Pipelines;
using Crm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Leads;

internal sealed class PipelineTurns(CrmDbContext context, KeptAnswers kept, ITenantContext tenant) : IPipelineTurns
{
    private long Key => LockKey.Of(tenant.TenantId.Value, "pipeline");

    public async Task KeepingStagesAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        await using var transaction = await JoinedTransaction.BeginAsync(context, cancellationToken);
        var key = Key;
        await context.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock_shared({key})", cancellationToken);
        await work();
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task ChangingStagesAsync(
        Func<Task<IReadOnlyList<string>>> removed,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await JoinedTransaction.BeginAsync(context, cancellationToken);
        var key = Key;
        await context.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({key})", cancellationToken);
        var gone = await removed();
        await transaction.CommitAsync(cancellationToken);
        foreach (var stage in gone)
        {
            kept.Forget((tenant.TenantId, LeadReferences.StageKind, stage));
        }
    }
}
