using Crm.Application.Common;
using Crm.Application.Tenancy.Contracts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Leads.Work;

/// <summary>One that was never deleted, or is back already, is answered as it is.</summary>
public sealed record RestoreLead(Guid LeadId) : IRequest<VersionedLead>;

internal sealed class RestoreLeadHandler(ILeadsDb db, LeadDesk desk, IAuditTrail audit)
    : IRequestHandler<RestoreLead, VersionedLead>
{
    public async Task<VersionedLead> Handle(RestoreLead request, CancellationToken cancellationToken)
    {
        var due = DeletedLeads.DueBefore(desk.Now);
        var lead =
            await db
                .Leads.IgnoreQueryFilters([DeletedLeads.Filter])
                .SingleOrDefaultAsync(
                    lead => lead.Id == request.LeadId && (lead.DeletedAt == null || lead.DeletedAt >= due),
                    cancellationToken
                )
            ?? throw new NotFoundException("Lead");
        if (lead.DeletedAt is not null)
        {
            lead.Restore(desk.Now);
            await audit.RecordAsync(new("lead.restored", "lead", lead.Id), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
        }

        return VersionedLead.Of(lead);
    }
}
