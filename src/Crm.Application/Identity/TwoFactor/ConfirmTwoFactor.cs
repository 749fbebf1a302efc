using Crm.Application.Common;
using Crm.Domain.Common;
using FluentValidation;
using MediatR;

namespace Crm.Application.Identity.TwoFactor;

/// <summary>The app shows the right code: from now on sign-in asks for one.</summary>
public sealed record ConfirmTwoFactor(string Code) : IRequest<IReadOnlyList<Secret>>;

internal sealed class ConfirmTwoFactorValidator : AbstractValidator<ConfirmTwoFactor>
{
    public ConfirmTwoFactorValidator() => RuleFor(request => request.Code).NotEmpty().MaximumLength(100);
}

internal sealed class ConfirmTwoFactorHandler(
    SecondFactorCheck check,
    ICredentials credentials,
    ISecurityRecords records,
    ICurrentUser user,
    IIdentityDb db,
    TimeProvider time
) : IRequestHandler<ConfirmTwoFactor, IReadOnlyList<Secret>>
{
    public async Task<IReadOnlyList<Secret>> Handle(ConfirmTwoFactor request, CancellationToken cancellationToken)
    {
        var factor =
            await db.SecondFactors.FindAsync([user.PersonId], cancellationToken)
            ?? throw new DomainException("two_factor_not_enabled");
        if (factor.IsEnabled)
        {
            throw new DomainException("two_factor_already_enabled");
        }

        var secret = await check.OpenAsync(factor, cancellationToken);
        var codes =
            factor.Enable(secret, request.Code, time.GetUtcNow()) ?? throw new DomainException("two_factor_invalid");
        await credentials.SetTwoFactorAsync(user.PersonId, isEnabled: true, cancellationToken);
        await records.RecordAsync("person.two_factor_enabled", user.PersonId, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);

        return [.. codes.Select(code => new Secret(code))];
    }
}
