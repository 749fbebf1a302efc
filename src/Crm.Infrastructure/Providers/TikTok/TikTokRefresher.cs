using System.Net;
using System.Text.Json;
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
        HttpStatusCode? status = null;
        try
        {
            var response = await api.TokenAsync(form, cancellationToken);
            using var message = response.ResponseMessage;
            status = message.StatusCode;
            var answer = response.GetContent();

            return TikTokTokenPair.From(answer) is { } tokens
                ? new RefreshOutcome.Renewed(tokens)
                : TikTokFailures.Refreshed(answer, status.Value);
        }
        catch (JsonException) when (status is not null)
        {
            return TikTokFailures.Unreadable(status.Value);
        }
        catch (Exception exception) when (CallTrouble.WasNotSent(exception))
        {
            return new RefreshOutcome.Postponed("provider_unavailable", RetryAfter: null);
        }
        catch (Exception exception) when (CallTrouble.IsTrouble(exception, cancellationToken))
        {
            return new RefreshOutcome.AnswerLost("provider_unavailable");
        }
    }
}
