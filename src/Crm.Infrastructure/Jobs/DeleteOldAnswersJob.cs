using Crm.Infrastructure.Idempotency;
using Quartz;

namespace Crm.Infrastructure.Jobs;

[DisallowConcurrentExecution]
internal sealed class DeleteOldAnswersJob(IdempotencyStore store) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await store.DeleteOldAsync(cancellationToken);
}
