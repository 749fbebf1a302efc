using System.Security.Cryptography;
using Crm.Application.Common;
using Crm.Domain.Common;
using Crm.Domain.Identity;

namespace Crm.Application.Identity.TwoFactor;

/// <summary>The secret of the authenticator app, which lies sealed by the platform's key: people belong to no tenant.</summary>
internal sealed class SecondFactorCheck(IIdentityDb db, IVault vault, TimeProvider time)
{
    /// <summary>What an accepted code spends is stored by what the caller saves next.</summary>
    public async Task<bool> AcceptAsync(Guid personId, string code, CancellationToken cancellationToken)
    {
        if (await db.SecondFactors.FindAsync([personId], cancellationToken) is not { IsEnabled: true } factor)
        {
            return false;
        }

        return factor.Accept(await OpenAsync(factor, cancellationToken), code, time.GetUtcNow());
    }

    public async Task<byte[]> OpenAsync(SecondFactor factor, CancellationToken cancellationToken) =>
        await vault.OpenBytesAsync(Name(factor.PersonId), factor.SealedSecret, cancellationToken);

    public async Task<(byte[] Secret, SealedSecret Sealed)> MakeAsync(
        Guid personId,
        CancellationToken cancellationToken
    )
    {
        var secret = RandomNumberGenerator.GetBytes(Totp.SecretSize);

        return (secret, await vault.SealAsync(Name(personId), secret, cancellationToken));
    }

    private static SecretName Name(Guid personId) => new(TenantId.Platform, personId, "second_factor");
}
