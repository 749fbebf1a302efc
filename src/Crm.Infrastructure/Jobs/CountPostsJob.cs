using Quartz;

namespace Crm.Infrastructure.Jobs;

[DisallowConcurrentExecution]
internal sealed class CountPostsJob(CountSweep sweep) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await sweep.RunAsync(cancellationToken);
}
