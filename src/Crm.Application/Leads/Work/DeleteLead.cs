using Crm.Application.Tenancy.Contracts;
using MediatR;

namespace Crm.Application.Leads.Work;

/// <summary>Gone for everybody, and for thirty days to be had back.</summary>
public sealed record DeleteLead(Guid LeadId) : IRequest;

internal sealed class DeleteLeadHandler(ILeadsDb db, LeadDesk desk, IAuditTrail audit) : AsyncRequestHandler<DeleteLead>
{
    protected override async Task Handle(DeleteLead request, CancellationToken cancellationToken)
    {
        var lead = await desk.LoadAsync(request.LeadId, cancellationToken);
        lead.Delete(desk.Now);
        await audit.RecordAsync(new("lead.deleted", "lead", lead.Id), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }
}
