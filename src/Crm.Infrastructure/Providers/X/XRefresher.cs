using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using Crm.Infrastructure.Providers.Shared;

namespace Crm.Infrastructure.Providers.X;

/// <summary>X spends the refresh token as it issues the next, so a lost answer is told apart from a refused one with care.</summary>
internal sealed class XRefresher(IXApi api, XOptions options, TimeProvider time) : ITokenRefresher
{
    public ProviderDescriptor Descriptor => XProvider.Descriptor;

    public async Task<RefreshOutcome> RefreshAsync(Secret refreshToken, CancellationToken cancellationToken)
    {
        if (options.ClientId is null)
        {
            return new RefreshOutcome.Postponed("integration_not_configured", RetryAfter: null);
        }

        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "refresh_token",
            ["refresh_token"] = refreshToken.Reveal(),
        };

        return await RefreshCall.RunAsync(
            () => api.TokenAsync(XTokenPair.Basic(options), form, cancellationToken),
            (answer, message) =>
                XTokenPair.From(answer) is { } tokens
                    ? new RefreshOutcome.Renewed(tokens)
                    : XFailures.Refreshed(answer, message.StatusCode, message.Headers, time.GetUtcNow()),
            cancellationToken
        );
    }
}
