using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Shared;

namespace Crm.Infrastructure.Providers.X;

/// <summary>The only place that knows X's problems (x §7). It speaks of limits by the second at which they end, never by a wait.</summary>
internal static class XFailures
{
    private const string CallWindow = "x-rate-limit";
    private static readonly string[] DayWindows = ["x-app-limit-24hour", "x-user-limit-24hour"];
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Most = TimeSpan.FromHours(24);
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    // Of the older calls: the token is unknown, dead, or our clock is wrong.
    private static readonly int[] DeadCodes = [32, 89, 99, 135, 215];

    public static ProviderException Describe<TData>(
        XAnswer<TData> answer,
        HttpStatusCode status,
        HttpResponseHeaders headers,
        DateTimeOffset now
    )
        where TData : class
    {
        var error = answer.Errors is [var first, ..] ? first : null;
        var detail = answer.Detail ?? error?.Detail ?? error?.Message ?? answer.Title ?? error?.Title;
        var problem = (answer.Type ?? error?.Type)?.Split('/')[^1];

        return Classify((int)status, problem, error?.Code, detail) switch
        {
            "provider_unavailable" => CallTrouble.Unavailable(XProvider.Key, cause: null),
            "rate_limited_by_provider" => new(
                "rate_limited_by_provider",
                XProvider.Key,
                reason: null,
                Wait(headers, now)
            ),
            var code => new(code, XProvider.Key, Reason((int)status, problem, detail), retryAfter: null),
        };
    }

    public static ProviderException Describe(
        XTokens answer,
        HttpStatusCode status,
        HttpResponseHeaders headers,
        DateTimeOffset now
    ) =>
        answer.Error switch
        {
            "invalid_client" or "unauthorized_client" => new(
                "integration_not_configured",
                XProvider.Key,
                answer.Error,
                retryAfter: null
            ),
            { Length: > 0 } error when (int)status < 500 && status is not HttpStatusCode.TooManyRequests => new(
                "authentication_failed",
                XProvider.Key,
                error,
                retryAfter: null
            ),
            _ => Describe(
                new XAnswer<XUser>(Data: null, Type: null, Title: null, answer.ErrorDescription, answer.Errors),
                status,
                headers,
                now
            ),
        };

    /// <summary>A spent or revoked refresh token is <c>invalid_request</c> here, where others say <c>invalid_grant</c> (x §4).</summary>
    public static RefreshOutcome Refreshed(
        XTokens answer,
        HttpStatusCode status,
        HttpResponseHeaders headers,
        DateTimeOffset now
    )
    {
        var failure = Describe(answer, status, headers, now);

        return failure.Code switch
        {
            "authentication_failed" => new RefreshOutcome.Refused(failure.Reason ?? failure.Code),
            "provider_unavailable" when (int)status >= 500 => new RefreshOutcome.AnswerLost(failure.Code),
            _ => new RefreshOutcome.Postponed(failure.Code, failure.RetryAfter),
        };
    }

    private static string Classify(int status, string? problem, int? code, string? detail) =>
        (status, problem) switch
        {
            (429, _) or (_, "rate-limit-exceeded" or "usage-capped") => "rate_limited_by_provider",
            (>= 500, _) => "provider_unavailable",
            (401, _) => "authentication_failed",
            (404, _) or (_, "resource-not-found") => "not_found_at_provider",
            (403, _) when IsDuplicate(detail) => "provider_rejected",
            (402 or 403, _) or (_, "not-authorized-for-resource") => "permission_denied",
            _ when code is { } number && DeadCodes.Contains(number) => "authentication_failed",
            (>= 200 and < 500, not null) or (>= 400 and < 500, _) => "provider_rejected",
            _ when code is not null || detail is not null => "provider_rejected",
            _ => "provider_unavailable",
        };

    /// <summary>The user has a post of this text already.</summary>
    public static bool IsDuplicate(ProviderException failure) =>
        failure.Code is "provider_rejected" && IsDuplicate(failure.Reason);

    private static bool IsDuplicate(string? detail) =>
        detail?.Contains("duplicate content", StringComparison.OrdinalIgnoreCase) is true;

    private static string? Reason(int status, string? problem, string? detail) =>
        status is 402 ? "credits_depleted"
        : problem is null or "" or "about:blank" ? detail
        : detail is null ? problem
        : $"{problem}: {detail}";

    /// <summary>How long to leave X alone when an answer says that it was the last of its window; null: more are left.</summary>
    public static TimeSpan? RestAfter(HttpResponseHeaders headers, DateTimeOffset now) =>
        DayWindows.Append(CallWindow).Any(window => IsFull(headers, window)) ? Wait(headers, now) : null;

    /// <summary>Until the end of the window that is full: of a day where that one is, else of the call's own.</summary>
    private static TimeSpan Wait(HttpResponseHeaders headers, DateTimeOffset now)
    {
        var full = DayWindows.FirstOrDefault(window => IsFull(headers, window));
        var wait =
            headers.TryGetValues($"{full ?? CallWindow}-reset", out var values)
            && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var reset)
            && reset <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
                ? DateTimeOffset.FromUnixTimeSeconds(reset) - now
                : Window;

        return wait < Least ? Least
            : wait > Most ? Most
            : wait;
    }

    private static bool IsFull(HttpResponseHeaders headers, string window) =>
        headers.TryGetValues($"{window}-remaining", out var left) && left.First() is "0";
}
