using Crm.Application.Common;
using Crm.Application.Identity.Contracts;
using Crm.Domain.Common;
using FluentValidation;
using MediatR;

namespace Crm.Application.Identity.Passwords;

/// <summary>Somebody forgot the password. Who has the address is looked up later, so that neither answer nor time tells.</summary>
public sealed record ForgetPassword(string Email) : IRequest;

internal sealed class ForgetPasswordValidator : AbstractValidator<ForgetPassword>
{
    public ForgetPasswordValidator() => RuleFor(request => request.Email).IsEmail();
}

internal sealed class ForgetPasswordHandler(IMailQueue mails, IIdentityDb db) : AsyncRequestHandler<ForgetPassword>
{
    private static readonly Dictionary<string, Secret> Nothing = [];

    protected override async Task Handle(ForgetPassword request, CancellationToken cancellationToken)
    {
        var email = EmailAddress.Parse(request.Email)!;
        await mails.EnqueueAsync(new(MailTemplate.ResetPasswordWanted, email, "en", Nothing), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }
}
