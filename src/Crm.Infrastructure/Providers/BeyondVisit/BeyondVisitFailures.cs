using System.Net;
using System.Text.Json;
using Crm.Application.Common;
using Crm.Infrastructure.Providers.Shared;

namespace Crm.Infrastructure.Providers.BeyondVisit;

/// <summary>The only place that knows the codes of the methods; the same number means something else in each (beyondvisit §3, §5).</summary>
internal static class BeyondVisitFailures
{
    private static readonly TimeSpan Throttled = TimeSpan.FromSeconds(60);

    public static bool IsSuccess(LoginTokenAnswer answer) =>
        answer is { Status.ValueKind: JsonValueKind.True, LoginToken.Length: > 0, UserCode.Length: > 0 };

    public static bool IsUnknownUser(LoginTokenAnswer answer) =>
        answer is { Status.ValueKind: JsonValueKind.False, Code: 1 } && Verdict(answer.Message) is null;

    public static ProviderException DescribeLogin(LoginTokenAnswer answer, HttpStatusCode status)
    {
        if (status is HttpStatusCode.TooManyRequests)
        {
            return new("rate_limited_by_provider", BeyondVisitProvider.Key, reason: null, Throttled);
        }

        if ((int)status >= 500 || answer.Status.ValueKind is not JsonValueKind.False)
        {
            return CallTrouble.Unavailable(BeyondVisitProvider.Key, cause: null);
        }

        // Its message may name the user token, so it is not passed on; it is trusted over the code where they differ.
        return Verdict(answer.Message)
            ?? answer.Code switch
            {
                1 => new("not_found_at_provider", BeyondVisitProvider.Key, "userToken", retryAfter: null),
                2 => new("authentication_failed", BeyondVisitProvider.Key, "sign", retryAfter: null),
                3 => new("authentication_failed", BeyondVisitProvider.Key, "apiKey", retryAfter: null),
                { } code => new(
                    "provider_rejected",
                    BeyondVisitProvider.Key,
                    code.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    retryAfter: null
                ),
                null => CallTrouble.Unavailable(BeyondVisitProvider.Key, cause: null),
            };
    }

    private static ProviderException? Verdict(string? message) =>
        message?.Contains("Authentication", StringComparison.OrdinalIgnoreCase) is true
            ? new("authentication_failed", BeyondVisitProvider.Key, "sign", retryAfter: null)
        : message?.Contains("ApiKey", StringComparison.OrdinalIgnoreCase) is true
            ? new("authentication_failed", BeyondVisitProvider.Key, "apiKey", retryAfter: null)
        : null;
}
