using Crm.Application.Notifications;
using MediatR;
using Quartz;

namespace Crm.Infrastructure.Jobs;

[DisallowConcurrentExecution]
internal sealed class DeleteOldEventsJob(IMediator mediator) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await mediator.Send(new DeleteOldEvents(), cancellationToken);
}
