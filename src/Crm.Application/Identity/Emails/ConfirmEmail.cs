using Crm.Domain.Common;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Identity.Emails;

/// <param name="Token">From the link of the mail.</param>
public sealed record ConfirmEmail(Secret Token) : IRequest;

internal sealed class ConfirmEmailValidator : AbstractValidator<ConfirmEmail>
{
    public ConfirmEmailValidator() => RuleFor(request => request.Token).NotNull();
}

internal sealed class ConfirmEmailHandler(IMailLinks links, ICredentials credentials, IIdentityDb db)
    : AsyncRequestHandler<ConfirmEmail>
{
    protected override async Task Handle(ConfirmEmail request, CancellationToken cancellationToken)
    {
        var personId =
            await links.ReadAsync(MailPurpose.ConfirmEmail, request.Token, cancellationToken)
            ?? throw new DomainException("link_invalid");
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
}
