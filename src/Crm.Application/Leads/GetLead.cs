using Crm.Application.Common;
using Crm.Application.Leads.Consents;
using Crm.Domain.Leads;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Leads;

public sealed record GetLead(Guid LeadId) : IRequest<VersionedLead>;

internal sealed class GetLeadHandler(ILeadsDb db) : IRequestHandler<GetLead, VersionedLead>
{
    private const int MostSubmissions = 500;

    public async Task<VersionedLead> Handle(GetLead request, CancellationToken cancellationToken)
    {
        var lead =
            await db.Leads.AsNoTracking().SingleOrDefaultAsync(lead => lead.Id == request.LeadId, cancellationToken)
            ?? throw new NotFoundException("Lead");
        var submissions = await db
            .Submissions.AsNoTracking()
            .Where(submission => submission.LeadId == lead.Id)
            .OrderByDescending(submission => submission.Id)
            .Take(MostSubmissions)
            .ToListAsync(cancellationToken);

        return new(
            LeadDto.From(lead) with
            {
                Submissions = [.. submissions.Select(SubmissionDto.From)],
                Consents = await db.ReadConsentsAsync(lead.Id, cancellationToken),
            },
            lead.Version
        );
    }
}

/// <param name="Version">Changes with the lead.</param>
public sealed record VersionedLead(LeadDto Lead, int Version)
{
    internal static VersionedLead Of(Lead lead) => new(LeadDto.From(lead), lead.Version);
}
