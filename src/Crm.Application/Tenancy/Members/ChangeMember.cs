using Crm.Application.Common;
using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Tenancy;
using FluentValidation;
using MediatR;

namespace Crm.Application.Tenancy.Members;

/// <param name="Role">Null: as it is.</param>
/// <param name="VenueIds">Ids or external ids; null: every venue. Read when <paramref name="ChangesVenues"/> says so.</param>
public sealed record ChangeMember(Guid PersonId, Role? Role, bool ChangesVenues, IReadOnlyList<string>? VenueIds)
    : IRequest<MemberDto>;

internal sealed class ChangeMemberValidator : AbstractValidator<ChangeMember>
{
    public ChangeMemberValidator() => RuleFor(request => request.VenueIds).AreVenueNames();
}

internal sealed class ChangeMemberHandler(
    ITenancyDb db,
    ICurrentUser user,
    IVenueReferences venues,
    MemberViews views,
    IAuditTrail audit,
    TimeProvider time
) : IRequestHandler<ChangeMember, MemberDto>
{
    public async Task<MemberDto> Handle(ChangeMember request, CancellationToken cancellationToken)
    {
        var caller = await db.CallersPlaceAsync(user, cancellationToken);
        var member = await db.MemberAsync(request.PersonId, cancellationToken);
        var role = request.Role ?? member.Role;
        caller.RequireRightOver(member.Role, role);
        if (member.Role is Role.Owner && role is not Role.Owner)
        {
            await db.KeepAnOwnerAsync(member, time.GetUtcNow(), cancellationToken);
        }

        var before = MemberRules.Members(member.Role, member.VenueIds);
        member.Change(role, await VenuesAsync(request, member, role, cancellationToken));
        await audit.RecordAsync(
            new("member.changed", "member", member.PersonId)
            {
                Before = before,
                After = MemberRules.Members(member.Role, member.VenueIds),
            },
            cancellationToken
        );
        await db.SaveChangesAsync(cancellationToken);

        return (await views.OfAsync([member], cancellationToken))[0];
    }

    private async Task<IReadOnlyList<Guid>?> VenuesAsync(
        ChangeMember request,
        Membership member,
        Role role,
        CancellationToken cancellationToken
    ) =>
        request.ChangesVenues ? await venues.ResolveLimitAsync(request.VenueIds, cancellationToken)
        // Who is made an admin sees everything from then on.
        : role >= Role.Admin ? null
        : member.VenueIds;
}
