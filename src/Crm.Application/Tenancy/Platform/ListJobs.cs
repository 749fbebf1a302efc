using Crm.Application.Common;
using MediatR;

namespace Crm.Application.Tenancy.Platform;

/// <summary>What runs by itself, and how it went the last time.</summary>
public sealed record ListJobs : IRequest<Page<JobDto>>;

internal sealed class ListJobsHandler(IPlatformBoard board) : IRequestHandler<ListJobs, Page<JobDto>>
{
    public async Task<Page<JobDto>> Handle(ListJobs request, CancellationToken cancellationToken) =>
        new(await board.ListJobsAsync(cancellationToken), NextCursor: null);
}
