using System.Net;
using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Shared;

namespace Crm.Infrastructure.Providers.LinkedIn;

/// <summary>The only place that knows LinkedIn's errors (linkedin §6). It names no wait: a limit of the day ends at midnight UTC.</summary>
internal static class LinkedInFailures
{
    public const string EndedVersion = "reason_api_version";

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    public static ProviderException Describe(
        string? code,
        string? message,
        HttpStatusCode status,
        DateTimeOffset now,
        string? requestId = null
    )
    {
        var failure = Classify(code, message, status, now);

        return new(failure.Code, failure.Platform, failure.Reason, failure.RetryAfter)
        {
            RequestId = requestId,
            // Below 500 LinkedIn has turned the call away.
            MayHaveHappened = (int)status >= 500,
        };
    }

    private static ProviderException Classify(
        string? code,
        string? message,
        HttpStatusCode status,
        DateTimeOffset now
    ) =>
        ((int)status, code) switch
        {
            (429, _) => new("rate_limited_by_provider", LinkedInProvider.Key, reason: null, Wait(message, now)),
            (>= 500, _) or (409, _) => CallTrouble.Unavailable(LinkedInProvider.Key, cause: null),
            // A version that is no more is our deployment's fault: no customer can help.
            (426, _) or (400, "VERSION_MISSING") => Failure("integration_not_configured", EndedVersion),
            (401, _) => Failure("authentication_failed", code),
            (403, _) => Failure("permission_denied", message ?? code),
            (404 or 410, _) => Failure("not_found_at_provider", code),
            (>= 400, _) => Failure("provider_rejected", message ?? code),
            _ => CallTrouble.Unavailable(LinkedInProvider.Key, cause: null),
        };

    /// <summary>Of a token call: a wrong client is not a dead token, though both are 401 (linkedin §6).</summary>
    public static ProviderException DescribeLogin(
        string? error,
        string? description,
        HttpStatusCode status,
        bool isOwnApp,
        DateTimeOffset now
    ) =>
        error switch
        {
            "invalid_client" or "unauthorized_client" when isOwnApp => Failure("authentication_failed", "clientSecret"),
            "invalid_client" or "unauthorized_client" => Failure("integration_not_configured", error),
            "invalid_grant" or "access_denied" => Failure("authentication_failed", error),
            _ => Describe(error, description, status, now),
        };

    public static RefreshOutcome Refreshed(LinkedInTokens answer, HttpStatusCode status, DateTimeOffset now)
    {
        var failure = DescribeLogin(answer.Error, answer.ErrorDescription, status, isOwnApp: false, now);

        return failure.Code switch
        {
            "authentication_failed" => new RefreshOutcome.Refused(failure.Reason ?? failure.Code),
            "provider_unavailable" when (int)status >= 500 => new RefreshOutcome.AnswerLost(failure.Code),
            _ => new RefreshOutcome.Postponed(failure.Code, failure.RetryAfter),
        };
    }

    private static ProviderException Failure(string code, string? reason) =>
        new(code, LinkedInProvider.Key, reason, retryAfter: null);

    private static TimeSpan Wait(string? message, DateTimeOffset now) =>
        message?.Contains("DAY", StringComparison.Ordinal) is true
            ? new DateTimeOffset(now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero) - now
            : Window;
}
