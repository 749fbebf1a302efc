using Crm.Application.Common;
using Crm.Application.Leads;
using Crm.Application.Leads.Work;
using Crm.Domain.Common;
using Crm.Infrastructure.Persistence;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Crm.Infrastructure.Leads;

/// <summary>Takes the leads of all tenants away for good that were deleted a month ago, each in a scope of its tenant.</summary>
internal sealed partial class LeadPurge(
    NpgsqlDataSource database,
    IServiceScopeFactory scopes,
    TimeProvider time,
    ILogger<LeadPurge> logger
)
{
    /// <summary>The oldest ones; the rest has time until the next run.</summary>
    private const int MostAtOnce = 5_000;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var (tenantId, leadId) in await DueAsync(cancellationToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<ITenantContext>().Set(tenantId);
                await scope
                    .ServiceProvider.GetRequiredService<IMediator>()
                    .Send(new PurgeLead(leadId), cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                LogFailed(logger, leadId, exception);
            }
        }
    }

    private async Task<List<(TenantId TenantId, Guid LeadId)>> DueAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = TenantSql.Create(connection, tenantId: null);
        batch.Add(
            "select tenant_id, lead_id from lookup.leads_to_purge($1, $2)",
            new NpgsqlParameter<DateTime> { TypedValue = DeletedLeads.DueBefore(time.GetUtcNow()).UtcDateTime },
            new NpgsqlParameter<int> { TypedValue = MostAtOnce }
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var due = new List<(TenantId, Guid)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            due.Add((new(reader.GetGuid(0)), reader.GetGuid(1)));
        }

        return due;
    }

    [LoggerMessage(LogLevel.Error, "Lead {LeadId} could not be taken away for good")]
    private static partial void LogFailed(ILogger logger, Guid leadId, Exception exception);
}
