using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Crm.Application.Common;
using RestEase;

namespace Crm.Infrastructure.Providers.Shared;

/// <summary>What went wrong between us and a provider before it said anything that can be read.</summary>
internal static class CallTrouble
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ThrottlePause = TimeSpan.FromSeconds(60);

    /// <summary>A lost connection, a timeout, or an answer that is no JSON; never the caller's own cancellation.</summary>
    public static bool IsTrouble(Exception exception, CancellationToken cancellationToken) =>
        exception is HttpRequestException or JsonException or IOException
        || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    /// <summary>The request certainly never left: nobody was there to take it.</summary>
    public static bool WasNotSent(Exception exception) =>
        exception
            is HttpRequestException
            {
                HttpRequestError: HttpRequestError.NameResolutionError
                    or HttpRequestError.ConnectionError
                    or HttpRequestError.SecureConnectionError
            };

    public static ProviderException Unavailable(string platform, Exception? cause) =>
        new("provider_unavailable", platform, Reason(cause), Pause);

    /// <summary>The provider answered in trouble, or in words that mean nothing, to a call that it may have carried out.</summary>
    public static ProviderException Lost(ProviderException failure) =>
        failure.Code is "provider_unavailable"
            ? new(failure.Code, failure.Platform, failure.Reason, failure.RetryAfter)
            {
                MayHaveHappened = true,
                RequestId = failure.RequestId,
                ProviderCode = failure.ProviderCode,
            }
            : failure;

    /// <inheritdoc cref="SendAsync"/>
    public static async Task<(T Body, HttpStatusCode Status)> ReadAsync<T>(
        string platform,
        Func<Task<Response<T>>> call,
        CancellationToken cancellationToken
    )
    {
        var (body, status, _) = await SendAsync(platform, call, cancellationToken);

        return (body, status);
    }

    /// <summary>Sends and reads; trouble becomes <c>provider_unavailable</c>, an unreadable 429 <c>rate_limited_by_provider</c>.</summary>
    public static async Task<(T Body, HttpStatusCode Status, HttpResponseHeaders Headers)> SendAsync<T>(
        string platform,
        Func<Task<Response<T>>> call,
        CancellationToken cancellationToken
    )
    {
        HttpStatusCode? status = null;
        try
        {
            var response = await call();
            using var message = response.ResponseMessage;
            status = message.StatusCode;

            return (response.GetContent(), status.Value, message.Headers);
        }
        catch (Exception exception) when (IsTrouble(exception, cancellationToken))
        {
            throw status is HttpStatusCode.TooManyRequests
                ? new ProviderException("rate_limited_by_provider", platform, reason: null, ThrottlePause)
                : new ProviderException("provider_unavailable", platform, Reason(exception), Pause)
                {
                    // Below 500 the provider, or something before it, has turned the call away.
                    MayHaveHappened = !WasNotSent(exception) && (status is null || (int)status is < 300 or >= 500),
                };
        }
    }

    private static string? Reason(Exception? cause) =>
        cause switch
        {
            JsonException => "unreadable_answer",
            OperationCanceledException => "timeout",
            HttpRequestException or IOException => "connection_failed",
            _ => null,
        };
}
