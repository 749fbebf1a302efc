using Crm.Infrastructure.TokenRefresh;
using Quartz;

namespace Crm.Infrastructure.Jobs;

/// <summary>Not exclusive in the cluster on purpose: leases share the work out, and a node that dies holds nobody up.</summary>
internal sealed class RefreshDueTokensJob(RefreshSweep sweep) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await sweep.RunAsync(cancellationToken);
}
