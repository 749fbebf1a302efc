using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Application.Leads.Proof;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Crm.Infrastructure.Leads;

internal sealed class LeadFeed(IServiceScopeFactory scopes, ITenantContext tenant, TimeProvider time) : ILeadFeed
{
    private const int MostAtOnce = 4;

    public async Task<IReadOnlySet<string>> AnnounceAsync(
        Guid accountId,
        IReadOnlyList<LeadForm> leads,
        CancellationToken cancellationToken
    )
    {
        var refused = new HashSet<string>(StringComparer.Ordinal);
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = MostAtOnce,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForEachAsync(
            leads,
            options,
            async (lead, token) =>
            {
                try
                {
                    await AnnounceAsync(accountId, lead, token);
                }
                catch (Exception exception) when (IsItsOwnFault(exception))
                {
                    lock (refused)
                    {
                        refused.Add(lead.DedupeKey);
                    }
                }
            }
        );

        return refused;
    }

    private async Task AnnounceAsync(Guid accountId, LeadForm lead, CancellationToken cancellationToken)
    {
        // As with a delivery: a scope of its own, whose caller is the system and not whoever asked for the run.
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ITenantContext>().Set(tenant.TenantId);
        var received = new LeadFormReceived(tenant.TenantId, accountId, lead, time.GetUtcNow());
        foreach (var handler in scope.ServiceProvider.GetServices<IEventHandler<LeadFormReceived>>())
        {
            await handler.HandleAsync(received, cancellationToken);
        }
    }

    /// <summary>Data that the database refuses; everything else may go well the next time.</summary>
    private static bool IsItsOwnFault(Exception exception) =>
        exception switch
        {
            FormatException => true,
            DbUpdateException { InnerException: { } inner } => IsItsOwnFault(inner),
            PostgresException refusal => refusal.SqlState.StartsWith("22", StringComparison.Ordinal)
                || refusal.SqlState.StartsWith("54", StringComparison.Ordinal),
            _ => false,
        };
}
