using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.ProviderSimulator.Tests.LinkedIn;

/// <summary>The calls a client of LinkedIn makes.</summary>
internal static class LinkedInHost
{
    public const string Client = "li_demo_client";
    public const string Secret = "li_demo_secret";
    public const string Redirect = "http://localhost:9/api/integrations/accounts/oauth/callback/linkedin/";
    public const string Token = "li_demo_access_token";
    public const string Member = "urn:li:person:demoAyse01";
    public const string Organization = "urn:li:organization:5000001";
    public const string Rest = "/api.linkedin.com/rest";

    public static Dictionary<string, string?> Authorize(string scope = "openid profile w_member_social") =>
        new(StringComparer.Ordinal)
        {
            ["response_type"] = "code",
            ["client_id"] = Client,
            ["redirect_uri"] = Redirect,
            ["state"] = "state-1",
            ["scope"] = scope,
        };

    public static Dictionary<string, string?> Exchange(string? code) =>
        new(StringComparer.Ordinal)
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["client_id"] = Client,
            ["client_secret"] = Secret,
            ["redirect_uri"] = Redirect,
        };

    public static Dictionary<string, string?> Renewal(string? refreshToken) =>
        new(StringComparer.Ordinal)
        {
            ["grant_type"] = "refresh_token",
            ["refresh_token"] = refreshToken,
            ["client_id"] = Client,
            ["client_secret"] = Secret,
        };

    public static Dictionary<string, object?> Post(string commentary = "Merhaba", string author = Member) =>
        new(StringComparer.Ordinal)
        {
            ["author"] = author,
            ["commentary"] = commentary,
            ["visibility"] = "PUBLIC",
            ["distribution"] = new { feedDistribution = "MAIN_FEED" },
            ["lifecycleState"] = "PUBLISHED",
            ["isReshareDisabledByAuthor"] = false,
        };

    /// <summary>The query of the redirect that follows the consent.</summary>
    public static async Task<Dictionary<string, string>> LinkedInConsentAsync(
        this SimulatorHost host,
        Dictionary<string, string?>? authorize = null,
        bool allow = true,
        string? user = null
    )
    {
        var answer = await host.PostAsync(
            "/sim/linkedin/consent",
            new
            {
                authorizationUrl = SimulatorHost.Url(
                    "/www.linkedin.com/oauth/v2/authorization",
                    authorize ?? Authorize()
                ),
                allow,
                user,
            }
        );
        var query = QueryHelpers.ParseQuery(new Uri(answer.GetProperty("redirectUrl").GetString()!).Query);
        return query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
    }

    public static async Task<(int Status, JsonElement Body)> LinkedInFormAsync(
        this SimulatorHost host,
        Dictionary<string, string?> form,
        string method = "accessToken"
    )
    {
        using var content = new FormUrlEncodedContent(form.Where(pair => pair.Value is not null)!);
        using var response = await host.Http.PostAsync($"/www.linkedin.com/oauth/v2/{method}", content);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, JsonElement.Parse(text.Length == 0 ? "{}" : text));
    }

    public static async Task<string> LinkedInTokenAsync(this SimulatorHost host, string scope, string? user = null)
    {
        var consent = await host.LinkedInConsentAsync(Authorize(scope), user: user);
        var answer = await host.LinkedInFormAsync(Exchange(consent["code"]));
        return answer.Body.GetProperty("access_token").GetString()!;
    }

    /// <summary>A call with every header right; the test changes what it is about.</summary>
    public static async Task<LinkedInAnswer> LinkedInAsync(
        this SimulatorHost host,
        HttpMethod method,
        string path,
        object? body = null,
        string? token = Token,
        Action<HttpRequestMessage>? change = null
    )
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Add("LinkedIn-Version", "202609");
        request.Headers.Add("X-Restli-Protocol-Version", "2.0.0");
        request.Content = body is null ? null : JsonContent.Create(body);
        change?.Invoke(request);
        using var response = await host.Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var id = response.Headers.TryGetValues("x-restli-id", out var ids) ? ids.Single() : null;
        return new((int)response.StatusCode, id, text);
    }

    public static Task<LinkedInAnswer> PublishAsync(this SimulatorHost host, object post, string? token = Token) =>
        host.LinkedInAsync(HttpMethod.Post, $"{Rest}/posts", post, token);

    /// <summary>The last post as its readers see it.</summary>
    public static async Task<JsonElement> LastPostAsync(this SimulatorHost host) =>
        (await host.Http.GetFromJsonAsync<JsonElement>("/sim/linkedin/posts")).EnumerateArray().Last();

    public static async Task LinkedInSettingsAsync(this SimulatorHost host, object change)
    {
        using var response = await host.Http.PutAsJsonAsync("/sim/linkedin/settings", change);
        response.EnsureSuccessStatusCode();
    }
}

internal sealed record LinkedInAnswer(int Status, string? Id, string Text)
{
    public JsonElement Body => JsonElement.Parse(Text);

    public string? Code => Body.TryGetProperty("code", out var code) ? code.GetString() : null;

    public string? Message => Body.GetProperty("message").GetString();
}
