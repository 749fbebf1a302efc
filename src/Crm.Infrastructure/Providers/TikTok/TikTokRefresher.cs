using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using Crm.Infrastructure.Providers.Shared;

namespace Crm.Infrastructure.Providers.TikTok;

/// <summary>TikTok kills the old refresh token as it issues the new one, so a lost answer is told apart from a refused one with care.</summary>
internal sealed class TikTokRefresher(ITikTokApi api, TikTokOptions options) : ITokenRefresher
{
    public ProviderDescriptor Descriptor => TikTokProvider.Descriptor;

    public async Task<RefreshOutcome> RefreshAsync(Secret refreshToken, CancellationToken cancellationToken)
    {
        if (options.ClientKey is null)
        {
            return new RefreshOutcome.Postponed("integration_not_configured", RetryAfter: null);
        }

        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["client_key"] = options.ClientKey,
            ["client_secret"] = options.ClientSecret!.Reveal(),
            ["grant_type"] = "refresh_token",
            ["refresh_token"] = refreshToken.Reveal(),
        };

        return await RefreshCall.RunAsync(
            () => api.TokenAsync(form, cancellationToken),
            (answer, message) =>
                TikTokTokenPair.From(answer) is { } tokens
                    ? new RefreshOutcome.Renewed(tokens)
                    : TikTokFailures.Refreshed(answer, message.StatusCode),
            cancellationToken
        );
    }
}
