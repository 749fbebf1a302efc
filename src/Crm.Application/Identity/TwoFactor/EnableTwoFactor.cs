using Crm.Application.Common;
using Crm.Application.Identity.Contracts;
using Crm.Domain.Common;
using Crm.Domain.Identity;
using MediatR;

namespace Crm.Application.Identity.TwoFactor;

/// <summary>A secret for the authenticator app. The second factor is asked for only after a first code has confirmed it.</summary>
public sealed record EnableTwoFactor : IRequest<EnableTwoFactorResponse>;

internal sealed class EnableTwoFactorHandler(
    IPeople people,
    SecondFactorCheck check,
    ICurrentUser user,
    IIdentityDb db,
    TimeProvider time
) : IRequestHandler<EnableTwoFactor, EnableTwoFactorResponse>
{
    private const string Issuer = "CRM";

    public async Task<EnableTwoFactorResponse> Handle(EnableTwoFactor request, CancellationToken cancellationToken)
    {
        var person =
            await people.FindAsync(user.PersonId, cancellationToken) ?? throw new DomainException("unauthorized");
        var (secret, sealedSecret) = await check.MakeAsync(person.Id, cancellationToken);
        var factor = await db.SecondFactors.FindAsync([person.Id], cancellationToken);
        if (factor is { IsEnabled: true })
        {
            throw new DomainException("two_factor_already_enabled");
        }

        if (factor is null)
        {
            db.SecondFactors.Add(SecondFactor.Begin(person.Id, sealedSecret, time.GetUtcNow()));
        }

        factor?.Replace(sealedSecret, time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        var text = Totp.ToBase32(secret);

        return new(new(text), new(UriOf(text, person.Email)));
    }

    private static string UriOf(string secret, string email) =>
        $"otpauth://totp/{Issuer}:{Uri.EscapeDataString(email)}?secret={secret}&issuer={Issuer}&algorithm=SHA1"
        + $"&digits={Totp.Digits}&period={Totp.SecondsPerStep}";
}

public sealed record EnableTwoFactorResponse(Secret Secret, Secret OtpauthUri);
