using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Crm.Application.Common;
using JsonText = Crm.Infrastructure.Providers.Shared.JsonText;

namespace Crm.Infrastructure.Providers.Meta;

/// <summary>
/// The only place that knows the graph's errors (meta-lead-ads §6, instagram §6, whatsapp §6). The code decides, never the
/// status, which is 400 for almost everything, nor the type, which is OAuthException for almost everything.
/// </summary>
internal static class GraphFailures
{
    /// <summary>100/33: not there, or not for this token; the graph does not tell which.</summary>
    private const int Unseen = 33;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    // A window of a day that moves: some of it is free again after an hour.
    private static readonly TimeSpan QuotaPause = TimeSpan.FromHours(1);
    private static readonly TimeSpan Throttle = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestThrottle = TimeSpan.FromHours(24);

    public static ProviderException Describe(
        string platform,
        JsonElement answer,
        HttpStatusCode status,
        HttpResponseHeaders? headers
    )
    {
        var error = GraphError.From(answer);
        var kind = Classify(error, (int)status);

        return new(
            kind,
            platform,
            Reason(kind, error),
            kind switch
            {
                "rate_limited_by_provider" when error.Subcode is GraphReasons.QuotaSubcode => QuotaPause,
                "rate_limited_by_provider" => Wait(headers),
                "provider_unavailable" => Pause,
                _ => null,
            }
        )
        {
            RequestId = error.TraceId,
            ProviderCode = error.Code?.ToString(CultureInfo.InvariantCulture),
            // Trouble there says nothing of what was done before it; a redirect does nothing, and what is not ready did not begin.
            MayHaveHappened =
                kind is "provider_unavailable"
                && (int)status is < 300 or >= 400
                && GraphReasons.Of(error.Code, error.Subcode) is not GraphReasons.NotReady,
        };
    }

    private static string Classify(GraphError error, int status) =>
        (error.Code, error.Subcode) switch
        {
            (0 or 102 or 104 or 190 or 467, _) => "authentication_failed",
            (3 or 10 or (>= 200 and <= 299) or 368, _) or (_, 2207050 or 2207051) => "permission_denied",
            (_, GraphReasons.QuotaSubcode) => "rate_limited_by_provider",
            (9007, _) or (_, 2207001 or 2207027 or 2207032) => "provider_unavailable",
            (_, 2207006 or 2207008 or 2207020) => "not_found_at_provider",
            (131005 or 131031 or 130497 or 131042 or 131037 or 133010 or 131045, _) => "permission_denied",
            (4 or 17 or 32 or 341 or 613 or (>= 80000 and <= 80014), _) => "rate_limited_by_provider",
            (130429 or 131048 or 131056 or 133016, _) => "rate_limited_by_provider",
            (100, Unseen) or (24 or 33 or 803, _) => "not_found_at_provider",
            (101, _) => "integration_not_configured",
            (100, _) when Says(error, "appsecret_proof") => "authentication_failed",
            (1, _) when Says(error, "client secret") => "integration_not_configured",
            (1 or 2 or 131000 or 131016 or 131057 or 133004 or 134102, _) => "provider_unavailable",
            _ when error.IsTransient => "provider_unavailable",
            (not null, _) => status >= 500 ? "provider_unavailable" : "provider_rejected",
            _ => Guess(error, status),
        };

    // Nothing in it that we can read.
    private static string Guess(GraphError error, int status) =>
        status switch
        {
            429 => "rate_limited_by_provider",
            401 => "authentication_failed",
            403 => "permission_denied",
            404 => "not_found_at_provider",
            >= 400 and < 500 when error.Message is not null => "provider_rejected",
            _ => "provider_unavailable",
        };

    private static string? Reason(string kind, GraphError error) =>
        GraphReasons.Of(error.Code, error.Subcode)
        ?? kind switch
        {
            "authentication_failed" when Says(error, "appsecret_proof") => "appSecret",
            "authentication_failed" => error.Subcode switch
            {
                458 => "reason_app_removed",
                460 => "reason_password_changed",
                463 => "reason_token_expired",
                _ => error.Message,
            },
            "permission_denied" or "provider_rejected" => error.Message,
            _ => error.Code?.ToString(CultureInfo.InvariantCulture),
        };

    /// <summary>Minutes, in a header that is there once enough calls were made.</summary>
    private static TimeSpan Wait(HttpResponseHeaders? headers)
    {
        if (headers?.TryGetValues("X-Business-Use-Case-Usage", out var values) is not true)
        {
            return Throttle;
        }

        try
        {
            using var usage = JsonDocument.Parse(values.First());
            var minutes = usage
                .RootElement.EnumerateObject()
                .SelectMany(account => account.Value.EnumerateArray())
                .Select(use =>
                    use.TryGetProperty("estimated_time_to_regain_access", out var wait) ? wait.GetDouble() : 0
                )
                .DefaultIfEmpty()
                .Max();

            return minutes > 0 ? TimeSpan.FromMinutes(Math.Min(minutes, LongestThrottle.TotalMinutes)) : Throttle;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            return Throttle;
        }
    }

    private static bool Says(GraphError error, string words) =>
        error.Message?.Contains(words, StringComparison.OrdinalIgnoreCase) is true;

    /// <param name="TraceId">The provider's own name of the call.</param>
    private sealed record GraphError(int? Code, int? Subcode, string? Message, bool IsTransient, string? TraceId)
    {
        private const int LongestMessage = 300;

        public static GraphError From(JsonElement answer)
        {
            if (answer.ValueKind is not JsonValueKind.Object)
            {
                return new(null, null, null, IsTransient: false, TraceId: null);
            }

            // Where codes are exchanged the envelope is flat, and its code is the status.
            if (answer.TryGetProperty("error_type", out _))
            {
                return new(null, null, Cut(JsonText.Of(answer, "error_message")), IsTransient: false, TraceId: null);
            }

            return answer.TryGetProperty("error", out var error) && error.ValueKind is JsonValueKind.Object
                ? new(
                    Number(error, "code"),
                    Number(error, "error_subcode"),
                    Cut(JsonText.Of(error, "message")),
                    JsonText.Of(error, "is_transient") is "true",
                    JsonText.Of(error, "fbtrace_id")
                )
                : new(null, null, null, IsTransient: false, TraceId: null);
        }

        private static int? Number(JsonElement error, string member) =>
            int.TryParse(JsonText.Of(error, member), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : null;

        private static string? Cut(string? message) =>
            message is { Length: > LongestMessage } ? message[..LongestMessage] : message;
    }
}
