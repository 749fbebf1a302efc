using Crm.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Venues;

public sealed record GetVenue(Guid VenueId) : IRequest<VenueDto>;

internal sealed class GetVenueHandler(IVenuesDb db) : IRequestHandler<GetVenue, VenueDto>
{
    public async Task<VenueDto> Handle(GetVenue request, CancellationToken cancellationToken) =>
        await db
            .Venues.Where(venue => venue.Id == request.VenueId)
            .Select(VenueDto.FromEntity)
            .SingleOrDefaultAsync(cancellationToken)
        ?? throw new NotFoundException("Venue");
}
