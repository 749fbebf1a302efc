using Crm.Infrastructure.Identity.Tokens;
using Quartz;

namespace Crm.Infrastructure.Jobs;

[DisallowConcurrentExecution]
internal sealed class TendSigningKeysJob(SigningKeys keys) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await keys.TendAsync(cancellationToken);
}
