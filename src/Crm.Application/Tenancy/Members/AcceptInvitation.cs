using Crm.Application.Common;
using Crm.Application.Identity.Contracts;
using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Common;
using Crm.Domain.Tenancy;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Tenancy.Members;

/// <summary>Takes the offered place and signs in to the tenant. Sent without a tenant: the token says which one it is.</summary>
/// <param name="FullName">Of a person who is new here.</param>
/// <param name="Password">Chosen by a person who is new here; otherwise the one they sign in with.</param>
/// <param name="SignedInAs">The person who is signed in already; then nothing else is asked.</param>
public sealed record AcceptInvitation(Secret Token, string? FullName, Secret? Password, Guid? SignedInAs)
    : IRequest<SessionTokens>;

internal sealed class AcceptInvitationValidator : AbstractValidator<AcceptInvitation>
{
    public AcceptInvitationValidator()
    {
        RuleFor(request => request.Token)
            .NotNull()
            .Must(token => token is null || token.Reveal().Length <= InvitationToken.LongestText)
            .WithErrorCode("text_too_long");
        RuleFor(request => request.FullName!).IsName().When(request => request.FullName is not null);
    }
}

internal sealed class AcceptInvitationHandler(
    IInvitations invitations,
    InvitedPerson invited,
    ITenancyDb db,
    IPeople people,
    ISignIns signIns,
    IPlanLimits limits,
    IAuditTrail audit,
    ITenantContext tenant,
    TimeProvider time
) : IRequestHandler<AcceptInvitation, SessionTokens>
{
    public async Task<SessionTokens> Handle(AcceptInvitation request, CancellationToken cancellationToken)
    {
        var invitation = await FindAsync(InvitationToken.Hash(request.Token), cancellationToken);
        var personId = await invited.ProveAsync(request, invitation, cancellationToken);
        if (await db.Memberships.AnyAsync(member => member.PersonId == personId, cancellationToken))
        {
            throw new DomainException("already_member");
        }

        await using var room = await limits.RequireRoomAsync(
            PlanResource.Members,
            () => db.Memberships.CountAsync(cancellationToken),
            cancellationToken
        );
        await JoinAsync(invitation, personId, cancellationToken);
        await people.RememberTenantAsync(personId, tenant.TenantId.Value, cancellationToken);
        var tokens = await signIns.BeginAsync(personId, tenant.TenantId.Value, cancellationToken);
        await SaveAsync(cancellationToken);
        await room.TakeAsync(cancellationToken);

        return tokens;
    }

    private async Task<Invitation> FindAsync(byte[] tokenHash, CancellationToken cancellationToken)
    {
        if (await invitations.FindAsync(tokenHash, cancellationToken) is not { } place)
        {
            throw new DomainException("invitation_invalid");
        }

        tenant.Set(place.TenantId);
        var invitation = await db.Invitations.SingleOrDefaultAsync(
            row => row.Id == place.InvitationId,
            cancellationToken
        );

        return
            invitation?.IsGood(tokenHash, time.GetUtcNow()) is true
            && await IsStillOfferedAsync(invitation, cancellationToken)
            ? invitation
            : throw new DomainException("invitation_invalid");
    }

    /// <summary>Whoever was removed or lost the right since must not come back by an invitation of their own making.</summary>
    private async Task<bool> IsStillOfferedAsync(Invitation invitation, CancellationToken cancellationToken) =>
        await db
            .Memberships.AsNoTracking()
            .SingleOrDefaultAsync(inviter => inviter.PersonId == invitation.InvitedBy, cancellationToken)
            is { Role: >= Role.Admin } inviter
        && inviter.HasRightOver(invitation.Role);

    private async Task JoinAsync(Invitation invitation, Guid personId, CancellationToken cancellationToken)
    {
        var membership = Membership.Create(tenant.TenantId, personId, invitation.Role, time.GetUtcNow());
        membership.Change(invitation.Role, invitation.VenueIds);
        db.Memberships.Add(membership);
        db.Invitations.Remove(invitation);
        await audit.RecordAsync(
            new("invitation.accepted", "member", personId)
            {
                After = MemberRules.Members(invitation.Role, invitation.VenueIds),
            },
            cancellationToken
        );
    }

    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException exception) when (exception.Entries.Any(row => row.Entity is Invitation))
        {
            // Used, replaced or withdrawn a moment ago.
            throw new DomainException("invitation_invalid");
        }
        catch (DbUpdateException)
        {
            // The person, or a membership, was added a moment ago by another request.
            throw new DomainException("concurrent_change");
        }
    }
}
