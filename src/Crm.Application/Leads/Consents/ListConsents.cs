using Crm.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Leads.Consents;

/// <summary>The lead's ledger, newest first.</summary>
public sealed record ListConsents(Guid LeadId) : IRequest<IReadOnlyList<ConsentDto>>;

internal sealed class ListConsentsHandler(ILeadsDb db) : IRequestHandler<ListConsents, IReadOnlyList<ConsentDto>>
{
    public async Task<IReadOnlyList<ConsentDto>> Handle(ListConsents request, CancellationToken cancellationToken) =>
        await db.Leads.AnyAsync(lead => lead.Id == request.LeadId, cancellationToken)
            ? await db.ReadConsentsAsync(request.LeadId, cancellationToken)
            : throw new NotFoundException("Lead");
}

internal static class ConsentQueries
{
    private const int Most = 500;

    /// <summary>Of a lead that the caller may see.</summary>
    public static async Task<IReadOnlyList<ConsentDto>> ReadConsentsAsync(
        this ILeadsDb db,
        Guid leadId,
        CancellationToken cancellationToken
    )
    {
        var consents = await db
            .Consents.AsNoTracking()
            .Where(consent => consent.LeadId == leadId)
            .OrderByDescending(consent => consent.GivenAt)
            .ThenByDescending(consent => consent.Id)
            .Take(Most)
            .ToListAsync(cancellationToken);

        return consents.ConvertAll(ConsentDto.From);
    }
}
