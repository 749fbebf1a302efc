using Crm.Application.Common;
using Crm.Application.Common.Saving;
using Crm.Domain.Common;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Identity.Emails;

/// <summary>
/// Whoever opens the link reads the mails of the address, and may still not be who registered it: a stranger's account must not
/// get the address by one click of its owner. So it is asked of who is signed in to the account, or has its password.
/// </summary>
/// <param name="Token">From the link of the mail.</param>
/// <param name="Password">Of the account; not asked of who is signed in to it.</param>
public sealed record ConfirmEmail(Secret Token, Secret? Password = null) : IRequest;

internal sealed class ConfirmEmailValidator : AbstractValidator<ConfirmEmail>
{
    public ConfirmEmailValidator() => RuleFor(request => request.Token).NotNull();
}

internal sealed class ConfirmEmailHandler(
    IMailLinks links,
    ICaller caller,
    PasswordProof proof,
    ICredentials credentials,
    IIdentityDb db
) : AsyncRequestHandler<ConfirmEmail>
{
    protected override async Task Handle(ConfirmEmail request, CancellationToken cancellationToken)
    {
        var personId =
            await links.ReadAsync(MailPurpose.ConfirmEmail, request.Token, cancellationToken)
            ?? throw new DomainException("link_invalid");
        await RequireOwnAsync(personId, request.Password, cancellationToken);
        if (!await credentials.ConfirmEmailAsync(personId, cancellationToken))
        {
            throw new DomainException("link_invalid");
        }

        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.IsLostRace())
        {
            throw new DomainException("link_invalid");
        }
    }

    private async Task RequireOwnAsync(Guid personId, Secret? password, CancellationToken cancellationToken)
    {
        if (caller.Actor is { Kind: ActorKind.Person, Id: { } signedIn } && signedIn == personId)
        {
            return;
        }

        await proof.RequireAsync(
            personId,
            password ?? throw new DomainException("account_proof_required"),
            cancellationToken
        );
    }
}
