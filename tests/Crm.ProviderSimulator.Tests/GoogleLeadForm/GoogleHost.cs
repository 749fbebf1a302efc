using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.ProviderSimulator.Tests.GoogleLeadForm;

/// <summary>The calls a client of Google's accounts and of Google Ads makes.</summary>
internal static class GoogleHost
{
    public const string Client = "google-demo.apps.googleusercontent.com";
    public const string Secret = "google_demo_secret";
    public const string Redirect = "http://localhost:9/api/integrations/accounts/oauth/callback/google_ads/";
    public const string AdsScope = "https://www.googleapis.com/auth/adwords";
    public const string DeveloperToken = "google_demo_developer_token";
    public const string Manager = "1111111111";
    public const string BelowManager = "1234567890";
    public const string Direct = "2222222222";

    public static Dictionary<string, string?> Authorize() =>
        new(StringComparer.Ordinal)
        {
            ["client_id"] = Client,
            ["redirect_uri"] = Redirect,
            ["response_type"] = "code",
            ["scope"] = AdsScope,
            ["state"] = "state-1",
            ["access_type"] = "offline",
            ["prompt"] = "consent",
            ["code_challenge"] = SimulatorHost.WebChallenge,
            ["code_challenge_method"] = "S256",
        };

    public static Dictionary<string, string?> Exchange(string? code) =>
        new(StringComparer.Ordinal)
        {
            ["grant_type"] = "authorization_code",
            ["client_id"] = Client,
            ["client_secret"] = Secret,
            ["redirect_uri"] = Redirect,
            ["code"] = code,
            ["code_verifier"] = SimulatorHost.Verifier,
        };

    public static Dictionary<string, string?> Renewal(string? refreshToken) =>
        new(StringComparer.Ordinal)
        {
            ["grant_type"] = "refresh_token",
            ["client_id"] = Client,
            ["client_secret"] = Secret,
            ["refresh_token"] = refreshToken,
        };

    /// <summary>The query of the redirect that follows the consent.</summary>
    public static async Task<Dictionary<string, string>> GoogleConsentAsync(
        this SimulatorHost host,
        Dictionary<string, string?>? authorize = null,
        bool allow = true,
        string? user = null
    )
    {
        var answer = await host.PostAsync(
            "/sim/google-lead-form/consent",
            new
            {
                authorizationUrl = SimulatorHost.Url("/accounts.google.com/o/oauth2/v2/auth", authorize ?? Authorize()),
                allow,
                user,
            }
        );
        var query = QueryHelpers.ParseQuery(new Uri(answer.GetProperty("redirectUrl").GetString()!).Query);
        return query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
    }

    public static async Task<(int Status, JsonElement Body)> GoogleTokenAsync(
        this SimulatorHost host,
        Dictionary<string, string?> form
    )
    {
        using var content = new FormUrlEncodedContent(form.Where(pair => pair.Value is not null)!);
        using var response = await host.Http.PostAsync("/oauth2.googleapis.com/token", content);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    public static async Task<JsonElement> GoogleConnectAsync(this SimulatorHost host, string? user = null)
    {
        var consent = await host.GoogleConsentAsync(user: user);
        return (await host.GoogleTokenAsync(Exchange(consent["code"]))).Body;
    }

    /// <summary>The answer to a query; the headers are right where the test gives none.</summary>
    public static async Task<(int Status, JsonElement Body)> SearchAsync(
        this SimulatorHost host,
        string? accessToken,
        string query,
        string customer = Direct,
        string? developerToken = DeveloperToken,
        string? login = null,
        int version = 23
    )
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            $"/googleads.googleapis.com/v{version}/customers/{customer}/googleAds:searchStream"
        )
        {
            Content = JsonContent.Create(new { query }),
        };
        request.Headers.Authorization = accessToken is null
            ? null
            : new AuthenticationHeaderValue("Bearer", accessToken);
        request.Headers.TryAddWithoutValidation("developer-token", developerToken);
        if (login is not null)
        {
            request.Headers.Add("login-customer-id", login);
        }

        using var response = await host.Http.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    public static string? Error(this (int Status, JsonElement Body) answer) =>
        answer.Body.TryGetProperty("error", out var error) ? error.GetString() : null;
}
