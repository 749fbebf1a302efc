using System.Globalization;
using System.Net;
using Crm.Application.Common;

namespace Crm.Infrastructure.Providers.TikTokLeads;

/// <summary>The only place that knows the Marketing API's codes (tiktok-leadgen §5).</summary>
internal static class TikTokLeadsFailures
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    public static TData Unwrap<TData>(TikTokLeadsAnswer<TData> answer, HttpStatusCode status) =>
        answer is { Code: 0 or 20001, Data: { } data } ? data : throw Describe(answer, status);

    public static ProviderException Describe<TData>(TikTokLeadsAnswer<TData> answer, HttpStatusCode status)
    {
        var (code, wait) = Classify(answer.Code, (int)status);
        var number = answer.Code?.ToString(CultureInfo.InvariantCulture);

        return new ProviderException(
            code,
            TikTokLeadsProvider.Key,
            code is "provider_rejected" or "permission_denied" ? answer.Message ?? number : number,
            wait
        )
        {
            RequestId = answer.RequestId,
        };
    }

    private static (string Code, TimeSpan? RetryAfter) Classify(int? code, int status) =>
        code switch
        {
            40102 or 40103 or 40104 or 40105 or 40107 or 40110 or 40114 => ("authentication_failed", null),
            40101 or 40108 or 40113 => ("integration_not_configured", null),
            40001 or 40003 or 40117 or 40118 or 40125 or 40130 or 40301 => ("permission_denied", null),
            40016 or 40100 or 40132 or 40133 => ("rate_limited_by_provider", Window),
            40007 or 40300 or 40400 or 40905 or 40910 => ("not_found_at_provider", null),
            41001 or >= 50000 and < 60000 => ("provider_unavailable", Pause),
            >= 40000 and < 50000 => ("provider_rejected", null),
            _ => status is 429 ? ("rate_limited_by_provider", Window) : ("provider_unavailable", Pause),
        };
}
