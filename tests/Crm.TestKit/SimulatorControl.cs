using System.Net.Http.Json;
using System.Text.Json;

namespace Crm.TestKit;

/// <summary>What a test asks of the TikTok side behind the server's back.</summary>
public sealed class SimulatorControl(HttpClient client)
{
    public const string RefreshCalls = "/v2/oauth/token/ refresh_token";

    public Task ResetAsync() => PostAsync("/sim/reset", new { });

    public Task FailTokenCallsAsync(string kind, int times = 1, int? status = null, int? delayMs = null) =>
        PostAsync(
            "/sim/faults",
            new
            {
                provider = "tiktok",
                kind,
                path = "/v2/oauth/token/",
                times,
                status,
                delayMs,
            }
        );

    public async Task StopFailingAsync()
    {
        using var response = await client.DeleteAsync("/sim/faults");
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Every call takes so long from now on.</summary>
    public async Task SlowDownAsync(int latencyMs)
    {
        using var response = await client.PutAsJsonAsync("/sim/settings", new { latencyMs });
        response.EnsureSuccessStatusCode();
    }

    public Task RevokeAsync(string openId) => PostAsync($"/sim/tiktok/users/{openId}/revoke", new { });

    /// <summary>How often a token was refreshed, refused or not.</summary>
    public async Task<long> CountRefreshesAsync()
    {
        var calls = await client.GetFromJsonAsync<Dictionary<string, long>>("/sim/calls");
        return calls!.GetValueOrDefault(RefreshCalls);
    }

    public async Task<IReadOnlyList<IssuedGrant>> IssueAsync(int count, int accessSeconds, int refreshSeconds)
    {
        using var response = await client.PostAsJsonAsync(
            "/sim/tiktok/grants",
            new
            {
                count,
                accessSeconds,
                refreshSeconds,
            }
        );
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<List<IssuedGrant>>())!;
    }

    /// <summary>The open ids whose held refresh token is not the living one.</summary>
    public async Task<IReadOnlyList<string>> FindDeadAsync(IEnumerable<HeldRefreshToken> held)
    {
        using var response = await client.PostAsJsonAsync("/sim/tiktok/grants/check", held);
        response.EnsureSuccessStatusCode();
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return [.. answer.RootElement.GetProperty("dead").EnumerateArray().Select(openId => openId.GetString()!)];
    }

    private async Task PostAsync(string path, object body)
    {
        using var response = await client.PostAsJsonAsync(path, body);
        response.EnsureSuccessStatusCode();
    }
}

public sealed record IssuedGrant(
    string OpenId,
    string AccessToken,
    string RefreshToken,
    long ExpiresIn,
    long RefreshExpiresIn
);

public sealed record HeldRefreshToken(string OpenId, string? RefreshToken);
