using System.Text.Json;
using Crm.ProviderSimulator.BeyondVisit;

namespace Crm.ProviderSimulator.Tests.BeyondVisit;

/// <summary>The calls a partner makes.</summary>
internal static class BeyondVisitHost
{
    public static Dictionary<string, object?> Login(
        string userToken = BeyondVisitState.DemoUserToken,
        string secretKey = BeyondVisitState.DemoSecretKey
    ) =>
        new(StringComparer.Ordinal)
        {
            ["apiKey"] = BeyondVisitState.DemoApiKey,
            ["sign"] = PartnerSign.Of(BeyondVisitState.DemoApiKey, secretKey),
            ["userToken"] = userToken,
        };

    /// <summary>Failures have HTTP 200 as successes do.</summary>
    public static async Task<JsonElement> PartnerAsync(this SimulatorHost host, string method, object body)
    {
        using var response = await host.Http.PostAsJsonAsync($"/beyondvisit/external/{method}", body);
        ((int)response.StatusCode).ShouldBe(200);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    public static async Task<string> LoginTokenAsync(this SimulatorHost host) =>
        (await host.PartnerAsync("LoginToken", Login())).GetProperty("loginToken").GetString()!;

    public static async Task SwitchAsync(this SimulatorHost host, object change)
    {
        using var response = await host.Http.PutAsJsonAsync("/sim/beyondvisit/settings", change);
        response.EnsureSuccessStatusCode();
    }
}
