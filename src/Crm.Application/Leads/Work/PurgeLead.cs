using Crm.Application.Common;
using MediatR;

namespace Crm.Application.Leads.Work;

/// <summary>One that was deleted thirty days ago goes for good. Somebody may have brought it back meanwhile.</summary>
public sealed record PurgeLead(Guid LeadId) : IRequest;

internal sealed class PurgeLeadHandler(IErasure erasure, TimeProvider time) : AsyncRequestHandler<PurgeLead>
{
    protected override Task Handle(PurgeLead request, CancellationToken cancellationToken) =>
        erasure.PurgeAsync(request.LeadId, DeletedLeads.DueBefore(time.GetUtcNow()), cancellationToken);
}
