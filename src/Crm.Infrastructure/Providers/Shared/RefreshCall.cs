using System.Net;
using System.Text.Json;
using Crm.Application.Integrations.Contracts;
using RestEase;

namespace Crm.Infrastructure.Providers.Shared;

/// <summary>
/// One attempt to renew: an answer that was lost is told apart from a call that came to nothing, because only the first may have
/// spent the refresh token.
/// </summary>
internal static class RefreshCall
{
    private static readonly TimeSpan ThrottlePause = TimeSpan.FromSeconds(60);

    /// <param name="read">What the provider's answer means.</param>
    public static async Task<RefreshOutcome> RunAsync<T>(
        Func<Task<Response<T>>> call,
        Func<T, HttpResponseMessage, RefreshOutcome> read,
        CancellationToken cancellationToken
    )
    {
        HttpStatusCode? status = null;
        try
        {
            var response = await call();
            using var message = response.ResponseMessage;
            status = message.StatusCode;

            return read(response.GetContent(), message);
        }
        catch (JsonException) when (status is not null)
        {
            return Unreadable(status.Value);
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

    /// <summary>No token and no error that can be read: below 500 the provider turned it away, otherwise nobody knows.</summary>
    public static RefreshOutcome Unreadable(HttpStatusCode status) =>
        (int)status switch
        {
            429 => new RefreshOutcome.Postponed("rate_limited_by_provider", ThrottlePause),
            >= 300 and < 500 => new RefreshOutcome.Postponed("provider_unavailable", RetryAfter: null),
            _ => new RefreshOutcome.AnswerLost("provider_unavailable"),
        };
}
