using Quartz;

namespace Crm.Infrastructure.Leads;

[DisallowConcurrentExecution]
internal sealed class PurgeLeadsJob(LeadPurge purge) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await purge.RunAsync(cancellationToken);
}
