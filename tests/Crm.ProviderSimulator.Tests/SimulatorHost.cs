using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.ProviderSimulator.Tests;

/// <summary>The simulator with a clock to turn, and the few steps every test takes.</summary>
public sealed class SimulatorHost : WebApplicationFactory<Program>
{
    public const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    public const string WebChallenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    public const string HexChallenge = "13d31e961a1ad8ec2f16b10c4c982e0876a878ad6df144566ee1894acb70f9c3";
    public const string Redirect = "http://localhost:9/api/integrations/accounts/oauth/callback/tiktok/";
    public const string LeadsRedirect = "http://localhost:9/api/integrations/accounts/oauth/callback/tiktok_leads/";
    public const string AllScopes = "user.info.basic,user.info.profile,user.info.stats,video.list";

    private HttpClient? client;

    internal TurnableClock Clock { get; } = new();

    public HttpClient Http => client ??= CreateClient(new() { AllowAutoRedirect = false });

    /// <summary>On a real port: the server that lives in memory knows no raw target, which signatures are made of.</summary>
    public static SimulatorHost Listening()
    {
        var host = new SimulatorHost();
        host.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        host.StartServer();
        host.client = new(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = host.ClientOptions.BaseAddress,
        };
        return host;
    }

    public static IDictionary<string, string?> Authorize(string scope = AllScopes) =>
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["client_key"] = "ck_demo",
            ["scope"] = scope,
            ["redirect_uri"] = Redirect,
            ["state"] = "state-1",
            ["response_type"] = "code",
            ["code_challenge"] = WebChallenge,
            ["code_challenge_method"] = "S256",
        };

    public static IDictionary<string, string> Exchange(string code) =>
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["client_key"] = "ck_demo",
            ["client_secret"] = "cs_demo",
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = Redirect,
            ["code_verifier"] = Verifier,
        };

    public static IDictionary<string, string> Renewal(string refreshToken) =>
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["client_key"] = "ck_demo",
            ["client_secret"] = "cs_demo",
            ["grant_type"] = "refresh_token",
            ["refresh_token"] = refreshToken,
        };

    public static string Url(string path, IDictionary<string, string?> query) =>
        QueryHelpers.AddQueryString($"http://localhost{path}", query);

    /// <summary>The query of the redirect that follows the consent.</summary>
    public async Task<IDictionary<string, string>> ConsentAsync(
        IDictionary<string, string?>? authorize = null,
        bool allow = true,
        string[]? scopes = null
    )
    {
        var url = Url("/v2/auth/authorize/", authorize ?? Authorize());
        var answer = await PostAsync(
            "/sim/tiktok/consent",
            new
            {
                authorizationUrl = url,
                allow,
                scopes,
            }
        );
        var query = QueryHelpers.ParseQuery(new Uri(answer.GetProperty("redirectUrl").GetString()!).Query);
        return query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
    }

    public async Task<JsonElement> TokenAsync(IDictionary<string, string> form, string path = "/v2/oauth/token/")
    {
        using var content = new FormUrlEncodedContent(form);
        using var response = await Http.PostAsync(path, content);
        return await ReadAsync(response);
    }

    public async Task<JsonElement> ConnectAsync(string scope = AllScopes) =>
        await TokenAsync(Exchange((await ConsentAsync(Authorize(scope)))["code"]));

    public async Task<(int Status, JsonElement Body)> CallAsync(
        HttpMethod method,
        string path,
        string? token,
        object? body = null
    )
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        request.Content = body is null ? null : JsonContent.Create(body);
        using var response = await Http.SendAsync(request);
        return ((int)response.StatusCode, await ReadAsync(response));
    }

    public async Task<JsonElement> PostAsync(string path, object body)
    {
        using var response = await Http.PostAsJsonAsync(path, body);
        return await ReadAsync(response);
    }

    public async Task<JsonElement> BusinessAsync(HttpMethod method, string path, string? token, object? body = null)
    {
        using var request = new HttpRequestMessage(method, $"/open_api/v1.3{path}");
        request.Content = body is null ? null : JsonContent.Create(body);
        if (token is not null)
        {
            request.Headers.Add("Access-Token", token);
        }

        using var response = await Http.SendAsync(request);
        ((int)response.StatusCode).ShouldBe(200);
        return await ReadAsync(response);
    }

    public async Task<string> AdvertiserCodeAsync(string[]? advertiserIds = null, int[]? scopes = null)
    {
        var query = new Dictionary<string, string?>
        {
            ["app_id"] = "7000000000000000000",
            ["state"] = "state-1",
            ["redirect_uri"] = LeadsRedirect,
        };
        var order = new
        {
            authorizationUrl = Url("/portal/auth", query),
            allow = true,
            advertiserIds,
            scopes,
        };
        var answer = await PostAsync("/sim/tiktok-leadgen/consent", order);
        var redirect = new Uri(answer.GetProperty("redirectUrl").GetString()!);
        return QueryHelpers.ParseQuery(redirect.Query)["auth_code"].ToString();
    }

    public async Task<string> AdvertiserTokenAsync(string[]? advertiserIds = null, int[]? scopes = null)
    {
        var code = await AdvertiserCodeAsync(advertiserIds, scopes);
        var body = new
        {
            app_id = "7000000000000000000",
            secret = "app_secret_demo",
            auth_code = code,
        };
        var answer = await BusinessAsync(HttpMethod.Post, "/oauth2/access_token/", null, body);
        return answer.GetProperty("data").GetProperty("access_token").GetString()!;
    }

    public async Task<string> LastRefusalAsync()
    {
        var answer = await Http.GetFromJsonAsync<JsonElement>("/sim/refusals");
        var refusals = answer.GetProperty("refusals");
        return refusals[refusals.GetArrayLength() - 1].GetProperty("reason").GetString()!;
    }

    protected override void Dispose(bool disposing)
    {
        client?.Dispose();
        base.Dispose(disposing);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder) =>
        builder
            .UseSetting("SIM_CRM_URL", "http://localhost:9")
            // Each watched file takes one of the few inotify instances that a person has.
            .UseSetting("hostBuilder:reloadConfigOnChange", "false")
            .ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Clock));

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        return JsonElement.Parse(text.Length == 0 ? "{}" : text);
    }
}
