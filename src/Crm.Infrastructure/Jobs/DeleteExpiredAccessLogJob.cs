using Crm.Application.Venues.AccessLog;
using MediatR;
using Quartz;

namespace Crm.Infrastructure.Jobs;

[DisallowConcurrentExecution]
internal sealed class DeleteExpiredAccessLogJob(IMediator mediator) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await mediator.Send(new DeleteExpiredAccessLog(), cancellationToken);
}
