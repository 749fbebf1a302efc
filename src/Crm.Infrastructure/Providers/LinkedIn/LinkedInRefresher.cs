using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using Crm.Infrastructure.Providers.Shared;

namespace Crm.Infrastructure.Providers.LinkedIn;

/// <summary>For a platform app that LinkedIn has approved for it. The end of the refresh token, a year after the consent, is never moved.</summary>
internal sealed class LinkedInRefresher(ILinkedInLogin login, LinkedInOptions options, TimeProvider time)
    : ITokenRefresher
{
    public ProviderDescriptor Descriptor => LinkedInProvider.Descriptor;

    public async Task<RefreshOutcome> RefreshAsync(Secret refreshToken, CancellationToken cancellationToken)
    {
        if (options.App is not { } app)
        {
            return new RefreshOutcome.Postponed("integration_not_configured", RetryAfter: null);
        }

        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "refresh_token",
            ["refresh_token"] = refreshToken.Reveal(),
            ["client_id"] = app.ClientId,
            ["client_secret"] = app.ClientSecret.Reveal(),
        };

        return await RefreshCall.RunAsync(
            () => login.TokenAsync(form, cancellationToken),
            (answer, message) =>
                LinkedInTokenPair.From(answer) is { } tokens
                    ? new RefreshOutcome.Renewed(tokens with { RefreshToken = tokens.RefreshToken ?? refreshToken })
                    : LinkedInFailures.Refreshed(answer, message.StatusCode, time.GetUtcNow()),
            cancellationToken
        );
    }
}
