using Crm.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Venues.HotspotUsers;

public sealed record GetHotspotUser(Guid UserId) : IRequest<HotspotUserDto>;

internal sealed class GetHotspotUserHandler(IVenuesDb db) : IRequestHandler<GetHotspotUser, HotspotUserDto>
{
    public async Task<HotspotUserDto> Handle(GetHotspotUser request, CancellationToken cancellationToken) =>
        await db.HotspotUsers.AsNoTracking().SingleOrDefaultAsync(user => user.Id == request.UserId, cancellationToken)
            is { } user
            ? HotspotUserDto.From(user)
            : throw new NotFoundException("HotspotUser");
}
