using Crm.Application.Common;
using Crm.Domain.Common;
using FluentValidation;
using MediatR;

namespace Crm.Application.Identity.TwoFactor;

/// <param name="Code">Of the app, or a recovery code.</param>
public sealed record DisableTwoFactor(Secret Password, string Code) : IRequest;

internal sealed class DisableTwoFactorValidator : AbstractValidator<DisableTwoFactor>
{
    public DisableTwoFactorValidator()
    {
        RuleFor(request => request.Password).NotNull();
        RuleFor(request => request.Code).NotEmpty().MaximumLength(100);
    }
}

internal sealed class DisableTwoFactorHandler(
    PasswordProof proof,
    SecondFactorCheck check,
    ICredentials credentials,
    ISecurityRecords records,
    ICurrentUser user,
    IIdentityDb db
) : AsyncRequestHandler<DisableTwoFactor>
{
    protected override async Task Handle(DisableTwoFactor request, CancellationToken cancellationToken)
    {
        var person = await proof.RequireAsync(user.PersonId, request.Password, cancellationToken);
        if (await db.SecondFactors.FindAsync([person.Id], cancellationToken) is not { IsEnabled: true } factor)
        {
            throw new DomainException("two_factor_not_enabled");
        }

        if (!await check.AcceptAsync(person.Id, request.Code, cancellationToken))
        {
            proof.Fail(person);
            throw new DomainException("two_factor_invalid");
        }

        db.SecondFactors.Remove(factor);
        await credentials.SetTwoFactorAsync(person.Id, isEnabled: false, cancellationToken);
        await records.RecordAsync("person.two_factor_disabled", person.Id, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }
}
