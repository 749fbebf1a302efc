using Crm.Application.Messaging.Receiving;
using MediatR;
using Quartz;

namespace Crm.Infrastructure.Messaging;

[DisallowConcurrentExecution]
internal sealed class DeleteEarlyStatusesJob(IMediator mediator) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await mediator.Send(new DeleteEarlyStatuses(), cancellationToken);
}
