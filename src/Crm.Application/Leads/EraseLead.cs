using Crm.Application.Common;
using Crm.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Leads;

/// <summary>Removes the person for good, from everything that the company knows.</summary>
public sealed record EraseLead(Guid LeadId) : IRequest;

internal sealed class EraseLeadHandler(ILeadsDb db, IErasure erasure, ICaller caller) : AsyncRequestHandler<EraseLead>
{
    protected override async Task Handle(EraseLead request, CancellationToken cancellationToken)
    {
        var lead =
            await db
                .Leads.IgnoreQueryFilters([DeletedLeads.Filter])
                .SingleOrDefaultAsync(lead => lead.Id == request.LeadId, cancellationToken)
            ?? throw new NotFoundException("Lead");
        // A person is in many venues: nobody erases where they may not look.
        if (caller.Venues.IsLimited)
        {
            throw new DomainException("forbidden");
        }

        var person = new PersonTraits(
            lead.NormalizedEmail is { } email ? [email] : [],
            lead.Phone is { } phone ? [phone] : [],
            MacAddresses: [],
            [lead.Id],
            HotspotUserIds: []
        );
        await erasure.EraseAsync(person, "lead.erased", "lead", lead.Id, cancellationToken);
    }
}
