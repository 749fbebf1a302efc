using Crm.Application.Common;
using Crm.Application.Common.Saving;
using Crm.Application.Identity.Contracts;
using Crm.Domain.Common;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Identity.Passwords;

/// <summary>Whoever reads the mail of the address sets a new password; every sign-in of the person ends.</summary>
/// <param name="Token">From the link of the mail.</param>
public sealed record ResetPassword(Secret Token, Secret NewPassword) : IRequest;

internal sealed class ResetPasswordValidator : AbstractValidator<ResetPassword>
{
    public ResetPasswordValidator()
    {
        RuleFor(request => request.Token).NotNull();
        RuleFor(request => request.NewPassword).IsNewPassword(_ => "");
    }
}

internal sealed class ResetPasswordHandler(
    IMailLinks links,
    IPeople people,
    ICredentials credentials,
    ISecurityRecords records,
    IMailQueue mails,
    IIdentityDb db
) : AsyncRequestHandler<ResetPassword>
{
    protected override async Task Handle(ResetPassword request, CancellationToken cancellationToken)
    {
        var personId =
            await links.ReadAsync(MailPurpose.ResetPassword, request.Token, cancellationToken)
            ?? throw new DomainException("link_invalid");
        var person = (await people.FindAsync(personId, cancellationToken))!;
        IdentityRules.RefuseAddress(request.NewPassword, person.Email, nameof(request.NewPassword));
        await DropUnprovenFactorAsync(person, cancellationToken);
        if (!person.EmailConfirmed && !await credentials.ConfirmEmailAsync(personId, cancellationToken))
        {
            throw new DomainException("link_invalid");
        }

        await credentials.SetPasswordAsync(personId, request.NewPassword, except: null, cancellationToken);
        await records.RecordAsync("person.password_reset", personId, cancellationToken);
        await mails.EnqueueAsync(PasswordMails.Changed(person), cancellationToken);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.IsLostRace())
        {
            throw new DomainException("link_invalid");
        }
    }

    /// <summary>A stranger who registered the address first may have put an authenticator of their own in front of it.</summary>
    private async Task DropUnprovenFactorAsync(PersonDto person, CancellationToken cancellationToken)
    {
        if (
            await db.SecondFactors.SingleOrDefaultAsync(factor => factor.PersonId == person.Id, cancellationToken)
                is { EnabledAt: { } enabledAt } factor
            && await credentials.IsOlderThanProofAsync(person.Id, enabledAt, cancellationToken)
        )
        {
            db.SecondFactors.Remove(factor);
            await credentials.SetTwoFactorAsync(person.Id, isEnabled: false, cancellationToken);
        }
    }
}
