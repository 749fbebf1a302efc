using Crm.Application.Common;
using Crm.Application.Tenancy.Contracts;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Tenancy.Members;

public sealed record WithdrawInvitation(Guid InvitationId) : IRequest;

internal sealed class WithdrawInvitationValidator : AbstractValidator<WithdrawInvitation>
{
    public WithdrawInvitationValidator() => RuleFor(request => request.InvitationId).NotEmpty();
}

internal sealed class WithdrawInvitationHandler(
    ITenancyDb db,
    ICurrentUser user,
    IAuditTrail audit,
    IAuditErasure trail
) : AsyncRequestHandler<WithdrawInvitation>
{
    protected override async Task Handle(WithdrawInvitation request, CancellationToken cancellationToken)
    {
        var invitation =
            await db.Invitations.SingleOrDefaultAsync(row => row.Id == request.InvitationId, cancellationToken)
            ?? throw new NotFoundException("Invitation");
        var caller = await db.CallersPlaceAsync(user, cancellationToken);
        caller.RequireRightOver(invitation.Role);

        db.Invitations.Remove(invitation);
        await audit.RecordAsync(
            new("invitation.withdrawn", "invitation", invitation.Id)
            {
                Before = MemberRules.Members(invitation.Role, invitation.VenueIds),
            },
            cancellationToken
        );
        // The invited address lies in the trail under the invitation, and nobody has come of it.
        await trail.ForgetAsync(invitation.Id, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }
}
