using Quartz;

namespace Crm.Infrastructure.Messaging;

[DisallowConcurrentExecution]
internal sealed class SyncTemplatesJob(TemplateSweep sweep) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await sweep.RunAsync(cancellationToken);
}
