using Crm.Application.Identity;
using Crm.Application.Identity.Contracts;
using Crm.Domain.Common;
using Crm.Domain.Identity;

namespace Crm.Infrastructure.Identity.Tokens;

internal sealed class TokenIssuer(AccessTokens accessTokens, RefreshTokenCodec refreshTokens) : ISessionTokens
{
    public async ValueTask<SessionTokens> IssueAsync(RefreshFamily family, CancellationToken cancellationToken)
    {
        var (accessToken, expiresAt) = await accessTokens.IssueAsync(family, cancellationToken);

        return new(
            accessToken,
            expiresAt,
            await refreshTokens.WriteAsync(family.Id, family.Generation, cancellationToken)
        );
    }

    public ValueTask<RefreshClaim?> ReadAsync(Secret refreshToken, CancellationToken cancellationToken) =>
        refreshTokens.ReadAsync(refreshToken, cancellationToken);
}
