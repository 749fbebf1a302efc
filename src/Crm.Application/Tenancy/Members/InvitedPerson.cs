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
        var known = await people.FindByEmailAsync(email, cancellationToken);
        if (request.SignedInAs is { } personId)
        {
            return known?.Id == personId ? personId : throw new DomainException("forbidden");
        }

        return known is null
            ? await AddAsync(request, invitation, email, cancellationToken)
            : await CheckAsync(request, known, email, cancellationToken);
    }

    private async Task<Guid> CheckAsync(
        AcceptInvitation request,
        PersonDto known,
        EmailAddress email,
        CancellationToken cancellationToken
    )
    {
        if (request.Password is not { } password)
        {
            throw new DomainException("sign_in_required");
        }

        if (await people.CheckPasswordAsync(email, password, cancellationToken) is null)
        {
            throw new DomainException("invalid_credentials");
        }

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
