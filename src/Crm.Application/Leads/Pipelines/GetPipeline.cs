using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Leads.Pipelines;

public sealed record GetPipeline : IRequest<PipelineDto>;

internal sealed class GetPipelineHandler(ILeadsDb db) : IRequestHandler<GetPipeline, PipelineDto>
{
    public async Task<PipelineDto> Handle(GetPipeline request, CancellationToken cancellationToken) =>
        PipelineDto.From(await db.Pipelines.AsNoTracking().SingleOrDefaultAsync(cancellationToken));
}
