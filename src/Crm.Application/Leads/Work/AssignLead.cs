using MediatR;

namespace Crm.Application.Leads.Work;

/// <param name="OwnerId">A member; null: nobody.</param>
public sealed record AssignLead(Guid LeadId, Guid? OwnerId) : IRequest<VersionedLead>;

internal sealed class AssignLeadHandler(ILeadsDb db, LeadDesk desk) : IRequestHandler<AssignLead, VersionedLead>
{
    public async Task<VersionedLead> Handle(AssignLead request, CancellationToken cancellationToken)
    {
        var lead = await desk.LoadAsync(request.LeadId, cancellationToken);
        await desk.AssignAsync(lead, request.OwnerId, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);

        return VersionedLead.Of(lead);
    }
}
