using Crm.Application.Identity.Contracts;
using Crm.Domain.Common;
using Crm.Domain.Tenancy;
using FluentValidation;

namespace Crm.Application.Tenancy.Members;

/// <summary>Who accepts an invitation: the owner of its address, who proves to be that person or is new here.</summary>
internal sealed class InvitedPerson(IPeople people, ITenantPeople tenantPeople)
{
    /// <returns>The person's id.</returns>
    public async Task<Guid> ProveAsync(
        AcceptInvitation request,
        Invitation invitation,
        CancellationToken cancellationToken
    )
    {
        var email = EmailAddress.Parse(invitation.Email)!;
        var owner = await people.FindByEmailAsync(email, cancellationToken);
        if (request.SignedInAs is { } personId)
        {
            return await JoinAsync(personId, owner, email, cancellationToken);
        }

        if (owner is not null && request.Password is null)
        {
            throw new DomainException("sign_in_required");
        }

        // Who has registered and not confirmed the address yet is known by the password; the mail proves the rest.
        var known = request.Password is { } password
            ? await people.CheckPasswordAsync(email, password, cancellationToken)
            : null;

        return known is not null ? await AcceptAsync(known, cancellationToken)
            : owner is not null ? throw new DomainException("invalid_credentials")
            : await AddAsync(request, invitation, email, cancellationToken);
    }

    private async Task<Guid> JoinAsync(
        Guid personId,
        PersonDto? owner,
        EmailAddress email,
        CancellationToken cancellationToken
    )
    {
        var known = owner ?? await people.FindAsync(personId, cancellationToken);
        if (known?.Id != personId || EmailAddress.Parse(known.Email)?.Normalized != email.Normalized)
        {
            throw new DomainException("forbidden");
        }

        await tenantPeople.ConfirmEmailAsync(personId, cancellationToken);

        return personId;
    }

    private async Task<Guid> AcceptAsync(PersonDto known, CancellationToken cancellationToken)
    {
        // A password alone must not be worth more here than at the sign-in.
        if (await tenantPeople.HasSecondFactorAsync(known.Id, cancellationToken))
        {
            throw new DomainException("sign_in_required");
        }

        await tenantPeople.ConfirmEmailAsync(known.Id, cancellationToken);

        return known.Id;
    }

    private async Task<Guid> AddAsync(
        AcceptInvitation request,
        Invitation invitation,
        EmailAddress email,
        CancellationToken cancellationToken
    )
    {
        // What only a person who is new here has to say.
        var rules = new InlineValidator<AcceptInvitation>();
        rules.RuleFor(newcomer => newcomer.FullName!).IsName();
        rules.RuleFor(newcomer => newcomer.Password!).IsNewPassword(_ => email.Value);
        await rules.ValidateAndThrowAsync(request, cancellationToken);

        var person = new NewPerson(email, request.Password!, CleanText.Of(request.FullName)!, invitation.Locale)
        {
            EmailConfirmed = true,
        };

        return await people.AddAsync(person, cancellationToken);
    }
}
