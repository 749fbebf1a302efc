using Crm.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Tenancy.Members;

public sealed record GetMember(Guid PersonId) : IRequest<MemberDto>;

internal sealed class GetMemberHandler(ITenancyDb db, MemberViews views) : IRequestHandler<GetMember, MemberDto>
{
    public async Task<MemberDto> Handle(GetMember request, CancellationToken cancellationToken)
    {
        var member =
            await db
                .Memberships.AsNoTracking()
                .SingleOrDefaultAsync(member => member.PersonId == request.PersonId, cancellationToken)
            ?? throw new NotFoundException("Member");

        return (await views.OfAsync([member], cancellationToken))[0];
    }
}
