using Crm.Application.Publishing.Media;
using MediatR;
using Quartz;

namespace Crm.Infrastructure.Jobs;

[DisallowConcurrentExecution]
internal sealed class DeleteUnusedMediaJob(IMediator mediator) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await mediator.Send(new DeleteUnusedMedia(), cancellationToken);
}
