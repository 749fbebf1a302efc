using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.ProviderSimulator.Tests.Meta;

/// <summary>Calls to the simulated graph as an app makes them.</summary>
internal static class GraphClient
{
    public const string App = "1000000000000001";
    public const string Secret = "app_secret_demo";
    public const string Page = "1001000000000001";
    public const string SecondPage = "1001000000000002";
    public const string Form = "1005000000000001";
    public const string User = "1002000000000001";
    public const string InstagramId = "17841400000000001";
    public const string PageToken = "EAAdemoPage";
    public const string UserToken = "EAAdemoUser";
    public const string SystemUserToken = "EAAdemoSystemUser";
    public const string InstagramToken = "IGAAdemo";
    public const string Redirect = "http://localhost:9/api/integrations/accounts/oauth/callback/meta_leads/";

    public const string Facebook = "/graph.facebook.com/v25.0";
    public const string InstagramHost = "/graph.instagram.com/v25.0";

    public static async Task<JsonElement> GraphAsync(
        this SimulatorHost host,
        HttpMethod method,
        string path,
        string? token,
        object? body = null
    ) =>
        (
            await host.CallAsync(
                method,
                path.StartsWith("/graph.", StringComparison.Ordinal) ? path : Facebook + path,
                token,
                body
            )
        ).Body;

    public static Task<JsonElement> ReadAsync(this SimulatorHost host, string path, string? token = PageToken) =>
        host.GraphAsync(HttpMethod.Get, path, token);

    public static async Task<string> PlantTokenAsync(this SimulatorHost host, object token) =>
        (await host.PostAsync("/sim/meta/tokens", token)).GetProperty("accessToken").GetString()!;

    public static async Task PutAsync(this SimulatorHost host, string path, object body)
    {
        using var response = await host.Http.PutAsJsonAsync(path, body);
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync());
    }

    /// <summary>The query of the redirect after the consent, or the simulator's complaint.</summary>
    public static async Task<IDictionary<string, string>> ConsentAsync(
        this SimulatorHost host,
        string path,
        IDictionary<string, string?> authorize,
        object? decision = null
    )
    {
        var order = JsonSerializer.SerializeToNode(decision ?? new { allow = true })!.AsObject();
        order["authorizationUrl"] = SimulatorHost.Url(path, authorize);
        var answer = await host.PostAsync("/sim/meta-leads/consent", order);
        return answer.TryGetProperty("error", out var error)
            ? new Dictionary<string, string> { ["problem"] = error.GetString()! }
            : QueryHelpers
                .ParseQuery(new Uri(answer.GetProperty("redirectUrl").GetString()!).Query)
                .ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
    }

    /// <summary>code, or code/subcode; empty when the call was served.</summary>
    public static string Code(this JsonElement answer)
    {
        if (!answer.TryGetProperty("error", out var error))
        {
            return "";
        }

        error.GetProperty("type").GetString().ShouldBe("OAuthException");
        error.GetProperty("fbtrace_id").GetString().ShouldNotBeNullOrEmpty();
        var code = error.GetProperty("code").GetRawText();
        return error.TryGetProperty("error_subcode", out var subcode) ? $"{code}/{subcode.GetRawText()}" : code;
    }

    /// <summary>A list in the body of an order.</summary>
    public static string[] List(params string[] items) => items;

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).ToString();

    public static IReadOnlyList<JsonElement> Data(this JsonElement answer) =>
        [.. answer.GetProperty("data").EnumerateArray()];
}
