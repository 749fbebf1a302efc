using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.ProviderSimulator.Tests.X;

/// <summary>The steps of OAuth 2 at X, with the demo app unless a test says otherwise.</summary>
internal static class OAuth2Host
{
    public const string Redirect = "http://localhost:9/api/integrations/accounts/oauth/callback/x/";
    public const string AllScopes = "tweet.read tweet.write users.read media.write offline.access";
    public const string TokenPath = "/2/oauth2/token";

    public static IDictionary<string, string?> Query(string scope = AllScopes) =>
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["response_type"] = "code",
            ["client_id"] = "x_client_demo",
            ["redirect_uri"] = Redirect,
            ["scope"] = scope,
            ["state"] = "state-1",
            ["code_challenge"] = SimulatorHost.WebChallenge,
            ["code_challenge_method"] = "S256",
        };

    public static Dictionary<string, string> Exchange(string code) =>
        new(StringComparer.Ordinal)
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = Redirect,
            ["code_verifier"] = SimulatorHost.Verifier,
        };

    public static Dictionary<string, string> Renewal(string refreshToken) =>
        new(StringComparer.Ordinal) { ["grant_type"] = "refresh_token", ["refresh_token"] = refreshToken };

    public static async Task<IDictionary<string, string>> ConsentToXAsync(
        this SimulatorHost host,
        IDictionary<string, string?>? query = null,
        bool allow = true,
        string[]? scopes = null
    )
    {
        var authorizationUrl = SimulatorHost.Url("/i/oauth2/authorize", query ?? Query());
        var answer = await host.PostAsync(
            "/sim/x/consent",
            new
            {
                authorizationUrl,
                allow,
                scopes,
            }
        );
        var redirect = new Uri(answer.GetProperty("redirectUrl").GetString()!);
        return QueryHelpers.ParseQuery(redirect.Query).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
    }

    public static async Task<Answer> XTokenAsync(
        this SimulatorHost host,
        Dictionary<string, string> form,
        string? basic = "x_client_demo:x_client_secret_demo",
        string path = TokenPath
    )
    {
        using var content = new FormUrlEncodedContent(form);
        return await host.XTokenAsync(content, basic, path);
    }

    public static async Task<Answer> XTokenAsync(
        this SimulatorHost host,
        HttpContent content,
        string? basic,
        string path = TokenPath
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = content;
        request.Headers.Authorization = basic is null
            ? null
            : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(basic)));
        using var response = await host.Http.SendAsync(request);
        return new(
            (int)response.StatusCode,
            JsonElement.Parse(await response.Content.ReadAsStringAsync()),
            response.Headers
        );
    }

    public static async Task<Answer> ConnectToXAsync(this SimulatorHost host, string scope = AllScopes) =>
        await host.XTokenAsync(Exchange((await host.ConsentToXAsync(Query(scope)))["code"]));
}
