using Crm.Application.Common;
using Crm.Application.Identity.Contracts;
using Crm.Domain.Common;
using FluentValidation;
using MediatR;

namespace Crm.Application.Identity.Passwords;

/// <summary>Every other sign-in of the person ends; this one goes on.</summary>
public sealed record ChangePassword(Secret CurrentPassword, Secret NewPassword) : IRequest;

internal sealed class ChangePasswordValidator : AbstractValidator<ChangePassword>
{
    public ChangePasswordValidator()
    {
        RuleFor(request => request.CurrentPassword).NotNull();
        RuleFor(request => request.NewPassword).IsNewPassword(_ => "");
    }
}

internal sealed class ChangePasswordHandler(
    PasswordProof proof,
    ICredentials credentials,
    ISecurityRecords records,
    IMailQueue mails,
    ICurrentUser user,
    IIdentityDb db
) : AsyncRequestHandler<ChangePassword>
{
    protected override async Task Handle(ChangePassword request, CancellationToken cancellationToken)
    {
        var person = await proof.RequireAsync(user.PersonId, request.CurrentPassword, cancellationToken);
        IdentityRules.RefuseAddress(request.NewPassword, person.Email, nameof(request.NewPassword));
        await credentials.SetPasswordAsync(person.Id, request.NewPassword, user.FamilyId, cancellationToken);
        await records.RecordAsync("person.password_changed", person.Id, cancellationToken);
        await mails.EnqueueAsync(PasswordMails.Changed(person), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }
}
