using Crm.Domain.Tenancy;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Tenancy;

/// <summary>What a person is in the running scope's tenant at this moment; null: nothing.</summary>
public sealed record GetOwnPlace(Guid PersonId) : IRequest<OwnPlace?>;

/// <param name="VenueIds">The venues that the person is limited to; null: none in particular.</param>
public sealed record OwnPlace(Role Role, IReadOnlyList<Guid>? VenueIds);

internal sealed class GetOwnPlaceHandler(ITenancyDb db) : IRequestHandler<GetOwnPlace, OwnPlace?>
{
    public async Task<OwnPlace?> Handle(GetOwnPlace request, CancellationToken cancellationToken) =>
        await db
            .Memberships.AsNoTracking()
            .SingleOrDefaultAsync(member => member.PersonId == request.PersonId, cancellationToken)
            is { } place
            ? new(place.Role, place.VenueIds)
            : null;
}
