using System.Net;
using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Shared;

namespace Crm.Infrastructure.Providers.TikTok;

/// <summary>The only place that knows TikTok's error words (tiktok-login-kit §3 and §7). Body first, status second.</summary>
internal static class TikTokFailures
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    /// <summary>What an API answer holds, or the failure it stands for.</summary>
    public static TData Unwrap<TData>(TikTokAnswer<TData> answer, HttpStatusCode status)
        where TData : class
    {
        var code = answer.Error?.Code ?? answer.Code;

        return code is null or "ok" && (int)status < 300 && answer.Data is { } data
            ? data
            : throw Describe(
                code is "ok" ? null : code,
                answer.Error?.Message ?? answer.Message,
                answer.Error?.LogId ?? answer.LogId,
                status
            );
    }

    /// <summary>The failure of a token call that is part of connecting.</summary>
    public static ProviderException Describe(TikTokTokens answer, HttpStatusCode status) =>
        Describe(answer.Error, answer.ErrorDescription, answer.LogId, status);

    /// <summary>What a token call means for an attempt to renew.</summary>
    public static RefreshOutcome Refreshed(TikTokTokens answer, HttpStatusCode status) =>
        answer.Error switch
        {
            "invalid_grant" => new RefreshOutcome.Refused("invalid_grant"),
            "server_error" or "temporarily_unavailable" => new RefreshOutcome.AnswerLost(answer.Error),
            "rate_limit_exceeded" => new RefreshOutcome.Postponed("rate_limited_by_provider", Window),
            { Length: > 0 } error => new RefreshOutcome.Postponed(error, RetryAfter: null),
            _ => RefreshCall.Unreadable(status),
        };

    private static ProviderException Describe(string? error, string? message, string? logId, HttpStatusCode status)
    {
        var (code, wait) = Classify(error, (int)status);
        // TikTok's sentences name parameters, never people; ours for trouble is told better without them.
        var reason = code is "provider_rejected" or "permission_denied" ? message ?? error : error;

        return new ProviderException(code, TikTokProvider.Key, reason, wait) { RequestId = logId };
    }

    private static (string Code, TimeSpan? RetryAfter) Classify(string? error, int status) =>
        error switch
        {
            "access_token_invalid" or "invalid_grant" => ("authentication_failed", null),
            "scope_not_authorized" or "scope_permission_missed" or "access_denied" => ("permission_denied", null),
            "invalid_client" or "unauthorized_client" => ("integration_not_configured", null),
            "rate_limit_exceeded" => ("rate_limited_by_provider", Window),
            "internal_error" or "server_error" or "temporarily_unavailable" => ("provider_unavailable", Pause),
            "invalid_params" or "invalid_request" or "invalid_scope" or "invalid_file_upload" => (
                "provider_rejected",
                null
            ),
            _ => status switch
            {
                429 => ("rate_limited_by_provider", Window),
                401 => ("authentication_failed", null),
                403 => ("permission_denied", null),
                404 => ("not_found_at_provider", null),
                >= 400 and < 500 => ("provider_rejected", null),
                _ when error is not null && status < 300 => ("provider_rejected", null),
                _ => ("provider_unavailable", Pause),
            },
        };
}
