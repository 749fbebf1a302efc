using Crm.Application.Common;
using Crm.Application.Identity.Contracts;
using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Common;
using Crm.Domain.Tenancy;
using FluentValidation;
using MediatR;

namespace Crm.Application.Tenancy.Members;

/// <summary>Admins remove members; everybody may leave.</summary>
public sealed record RemoveMember(Guid PersonId) : IRequest;

internal sealed class RemoveMemberValidator : AbstractValidator<RemoveMember>
{
    public RemoveMemberValidator() => RuleFor(request => request.PersonId).NotEmpty();
}

internal sealed class RemoveMemberHandler(
    ITenancyDb db,
    ICurrentUser user,
    ITenantPeople people,
    IAuditTrail audit,
    TimeProvider time
) : AsyncRequestHandler<RemoveMember>
{
    protected override async Task Handle(RemoveMember request, CancellationToken cancellationToken)
    {
        var caller = await db.CallersPlaceAsync(user, cancellationToken);
        var isLeaving = request.PersonId == caller.PersonId;
        if (!isLeaving && caller.Role < Role.Admin)
        {
            throw new DomainException("forbidden");
        }

        var member = await db.MemberAsync(request.PersonId, cancellationToken);
        caller.RequireRightOver(member.Role);
        if (member.Role is Role.Owner)
        {
            await db.KeepAnOwnerAsync(member, time.GetUtcNow(), cancellationToken);
        }

        db.Memberships.Remove(member);
        await people.EndSignInsAsync(member.PersonId, "removed", cancellationToken);
        await audit.RecordAsync(
            new(isLeaving ? "member.left" : "member.removed", "member", member.PersonId)
            {
                Before = MemberRules.Members(member.Role, member.VenueIds),
            },
            cancellationToken
        );
        await db.SaveChangesAsync(cancellationToken);
    }
}
