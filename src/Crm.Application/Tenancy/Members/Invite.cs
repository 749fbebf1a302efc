using Crm.Application.Common;
using Crm.Application.Identity.Contracts;
using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Common;
using Crm.Domain.Tenancy;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Tenancy.Members;

/// <summary>Offers somebody a place, by mail. Who was invited before gets a new link in place of the old one.</summary>
/// <param name="VenueIds">Ids or external ids of the venues that the member will be limited to; null: every venue.</param>
/// <param name="Locale">Of the mail; left out: the person's own, or the tenant's.</param>
public sealed record Invite(string Email, Role Role, IReadOnlyList<string>? VenueIds = null, string? Locale = null)
    : IRequest<InvitationDto>;

internal sealed class InviteValidator : AbstractValidator<Invite>
{
    public InviteValidator()
    {
        RuleFor(request => request.Email).IsEmail();
        RuleFor(request => request.VenueIds).AreVenueNames();
        RuleFor(request => request.Locale).IsLocale();
    }
}

internal sealed class InviteHandler(
    ITenancyDb db,
    ICurrentUser user,
    IPeople people,
    ITenantPeople tenantPeople,
    IVenueReferences venues,
    IPlanLimits limits,
    InvitationTurns turns,
    InvitationMail mail,
    IAuditTrail audit,
    TimeProvider time
) : IRequestHandler<Invite, InvitationDto>
{
    public async Task<InvitationDto> Handle(Invite request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var email = EmailAddress.Parse(request.Email)!;
        var caller = await db.CallersPlaceAsync(user, cancellationToken);
        caller.RequireRightOver(request.Role);
        var person = await people.FindByEmailAsync(email, cancellationToken);
        await RefuseMemberAsync(email, cancellationToken);
        await using var room = await RequireRoomAsync(email, now, cancellationToken);
        var invitation = await FindOrAddAsync(caller, email, now, cancellationToken);

        var token = InvitationToken.New();
        invitation.Offer(
            request.Role,
            await venues.ResolveLimitAsync(request.VenueIds, cancellationToken),
            request.Locale ?? person?.Locale ?? await TenantLocaleAsync(cancellationToken),
            InvitationToken.Hash(token),
            caller.PersonId,
            now
        );
        await mail.EnqueueAsync(invitation, token, cancellationToken);
        await audit.RecordAsync(
            new("invitation.created", "invitation", invitation.Id)
            {
                After = MemberRules.Members(invitation.Role, invitation.VenueIds),
                // Never the person's id, which would tell that the address has an account here.
                SubjectId = invitation.Id,
                Personal = new Dictionary<string, string?>(StringComparer.Ordinal) { ["email"] = email.Value },
            },
            cancellationToken
        );
        await SaveAsync(cancellationToken);
        await room.TakeAsync(cancellationToken);

        return InvitationDto.From(invitation);
    }

    private Task<IPlanRoom> RequireRoomAsync(
        EmailAddress email,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var normalized = email.Normalized;

        return limits.RequireRoomAsync(
            PlanResource.Members,
            async () =>
                await db.Memberships.CountAsync(cancellationToken)
                + await db.Invitations.CountAsync(
                    invitation => invitation.ExpiresAt > now && invitation.NormalizedEmail != normalized,
                    cancellationToken
                ),
            cancellationToken
        );
    }

    private async Task RefuseMemberAsync(EmailAddress email, CancellationToken cancellationToken)
    {
        var members = await db.Memberships.Select(member => member.PersonId).ToListAsync(cancellationToken);
        if (await tenantPeople.AnyHasAddressAsync(members, email, cancellationToken))
        {
            throw new DomainException("already_member");
        }
    }

    private async Task<Invitation> FindOrAddAsync(
        Membership caller,
        EmailAddress email,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var normalized = email.Normalized;
        var earlier = await db.Invitations.SingleOrDefaultAsync(
            invitation => invitation.NormalizedEmail == normalized,
            cancellationToken
        );
        if (earlier?.ExpiresAt > now)
        {
            caller.RequireRightOver(earlier.Role);
        }

        await turns.RequireAsync(earlier, now, cancellationToken);
        return earlier ?? db.Invitations.Add(Invitation.Create(caller.TenantId, email, now)).Entity;
    }

    private Task<string> TenantLocaleAsync(CancellationToken cancellationToken) =>
        db.Tenants.Select(tenant => tenant.Locale).SingleAsync(cancellationToken);

    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (exception is not DbUpdateConcurrencyException)
        {
            // Somebody else has invited the same address since it was looked for.
            throw new DomainException("concurrent_change");
        }
    }
}
