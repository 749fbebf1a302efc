using System.Text.Json;
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
        try
        {
            var response = await login.TokenAsync(form, cancellationToken);
            using var message = response.ResponseMessage;
            var answer = response.GetContent();

            return LinkedInTokenPair.From(answer) is { } tokens
                ? new RefreshOutcome.Renewed(tokens with { RefreshToken = tokens.RefreshToken ?? refreshToken })
                : LinkedInFailures.Refreshed(answer, message.StatusCode, time.GetUtcNow());
        }
        catch (Exception exception) when (CallTrouble.WasNotSent(exception))
        {
            return new RefreshOutcome.Postponed("provider_unavailable", RetryAfter: null);
        }
        catch (Exception exception)
            when (exception is JsonException || CallTrouble.IsTrouble(exception, cancellationToken))
        {
            return new RefreshOutcome.AnswerLost("provider_unavailable");
        }
    }
}
