using System.Text.Json;
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
        try
        {
            var response = await api.TokenAsync(XTokenPair.Basic(options), form, cancellationToken);
            using var message = response.ResponseMessage;
            var answer = response.GetContent();

            return XTokenPair.From(answer) is { } tokens
                ? new RefreshOutcome.Renewed(tokens)
                : XFailures.Refreshed(answer, message.StatusCode, message.Headers, time.GetUtcNow());
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
