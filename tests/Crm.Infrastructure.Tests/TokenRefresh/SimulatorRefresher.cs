using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;

namespace Crm.Infrastructure.Tests.TokenRefresh;

/// <summary>Real calls to the simulator's token endpoint; what they mean is as the port says.</summary>
internal sealed class SimulatorRefresher(HttpClient client) : ITokenRefresher
{
    public ProviderDescriptor Descriptor { get; } = new("tiktok", [], "TikTok", [], [], null);

    public async Task<RefreshOutcome> RefreshAsync(Secret refreshToken, CancellationToken cancellationToken)
    {
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["client_key"] = "ck_demo",
                ["client_secret"] = "cs_demo",
                ["grant_type"] = "refresh_token",
                ["refresh_token"] = refreshToken.Reveal(),
            }
        );
        try
        {
            using var response = await client.PostAsync("/v2/oauth/token/", form, cancellationToken);
            return response.StatusCode switch
            {
                HttpStatusCode.TooManyRequests => new RefreshOutcome.Postponed("rate_limited", null),
                >= HttpStatusCode.InternalServerError => new RefreshOutcome.AnswerLost("provider_unavailable"),
                _ => Read(await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)),
            };
        }
        catch (HttpRequestException exception)
            when (exception.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            )
        {
            return new RefreshOutcome.Postponed("provider_unavailable", null);
        }
    }

    private static RefreshOutcome Read(JsonElement answer) =>
        answer.TryGetProperty("error", out var error)
            ? new RefreshOutcome.Refused(error.GetString()!)
            : new RefreshOutcome.Renewed(
                new(
                    new(answer.GetProperty("access_token").GetString()!),
                    new(answer.GetProperty("refresh_token").GetString()!),
                    TimeSpan.FromSeconds(answer.GetProperty("expires_in").GetInt64()),
                    TimeSpan.FromSeconds(answer.GetProperty("refresh_expires_in").GetInt64())
                )
            );
}
