using System.Net.Http.Json;
using System.Text.Json;
using System.Web;
using Crm.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace Crm.WebApi.Tests.Integrations.TikTok;

/// <summary>A server whose app is registered with a simulator, an owner signed in, and a browser that keeps cookies by hand.</summary>
public sealed class TikTokWorld : IAsyncDisposable
{
    private readonly HttpClient sim;

    private TikTokWorld(TestServer server, SignedIn owner, HttpClient sim)
    {
        Server = server;
        Owner = owner;
        this.sim = sim;
    }

    public TestServer Server { get; }

    public SignedIn Owner { get; private set; }

    public static async Task<TikTokWorld> StartAsync(
        SimulatorProcess simulator,
        int accessSeconds = 7200,
        int refreshSeconds = 15_552_000,
        bool isDesktop = false,
        string role = "web",
        string clientSecret = "cs_test",
        string appSecret = "app_secret_demo",
        Action<IServiceCollection>? services = null
    )
    {
        var key = "ck_" + Guid.CreateVersion7().ToString("N");
        var url = simulator.Address.AbsoluteUri.TrimEnd('/');
        var server = await TestServer.StartAsync(
            services: HeldCalls.GivenUp(simulator.Address) + services,
            settings:
            [
                ("CRM_ROLE", role),
                ("FRONTEND_URL", "http://127.0.0.1:3000"),
                ("TIKTOK_CLIENT_ID", key),
                ("TIKTOK_CLIENT_SECRET", clientSecret),
                ("TIKTOK_AUTH_BASE_URL", url),
                ("TIKTOK_API_BASE_URL", url),
                ("TIKTOK_BUSINESS_API_BASE_URL", url),
                ("TIKTOK_BUSINESS_APP_ID", "7000000000000000000"),
                ("TIKTOK_BUSINESS_APP_SECRET", appSecret),
                ("TIKTOK_LEADS_EXPORT_SECONDS", "3"),
                ("TIKTOK_PKCE_ENCODING", isDesktop ? "hex" : "base64url"),
                ("PROVIDER_TIMEOUT_SECONDS", HeldCalls.TimeoutSeconds),
            ]
        );
        var control = new HttpClient(new SocketsHttpHandler()) { BaseAddress = simulator.Address };
        var callback = $"{server.Address.AbsoluteUri}api/integrations/accounts/oauth/callback/";
        await PutAsync(
            control,
            $"/sim/tiktok/clients/{key}",
            new
            {
                secret = clientSecret,
                platform = isDesktop ? "desktop" : "web",
                redirectUris = new[] { callback + "tiktok/" },
                accessSeconds,
                refreshSeconds,
                webhookUrl = $"{server.Address.AbsoluteUri}api/integrations/webhooks/tiktok/",
            }
        );
        await PutAsync(
            control,
            "/sim/tiktok-business/apps/7000000000000000000",
            new { secret = appSecret, redirectUris = new[] { callback + "tiktok_leads/" } }
        );
        using var cleared = await control.DeleteAsync("/sim/faults");

        return new(server, await server.RegisterTenantAsync(), control);
    }

    /// <summary>Nothing of the test before: its company, its faults, the time it turned the clock to.</summary>
    public async Task BeginAgainAsync()
    {
        Server.Clock.Set(new TestClock().GetUtcNow());
        using var cleared = await sim.DeleteAsync("/sim/faults");
        Owner.Dispose();
        Owner = await Server.RegisterTenantAsync();
    }

    public async Task<Guid> CreateAccountAsync(string platform = "tiktok", SignedIn? person = null)
    {
        var account = await SendAsync(
            HttpMethod.Post,
            "/api/integrations/accounts/",
            new { platform, name = "Shop" },
            person
        );

        return account.GetProperty("id").GetGuid();
    }

    /// <summary>An account that went all the way through the consent page.</summary>
    public async Task<Guid> ConnectedAsync(string openId, string[]? scopes = null, SignedIn? person = null)
    {
        var id = await CreateAccountAsync(person: person);
        (await ConnectAsync(id, openId, scopes, person: person)).ShouldBe(
            $"http://127.0.0.1:3000/integrations?connected=true&account_id={id}"
        );

        return id;
    }

    /// <summary>Connect, consent and callback; answers where the browser is sent in the end.</summary>
    public async Task<string?> ConnectAsync(
        Guid id,
        string openId,
        string[]? scopes = null,
        bool allow = true,
        SignedIn? person = null
    )
    {
        var started = await BeginAsync(id, person);
        var back = await ConsentAsync(started.Url, openId, scopes, allow);
        using var answer = await ReturnAsync(back, started.Cookie);

        return answer.Headers.Location?.AbsoluteUri;
    }

    public async Task<(Uri Url, string State, string Cookie)> BeginAsync(Guid id, SignedIn? person = null)
    {
        using var answer = await (person ?? Owner).Client.PostAsync($"/api/integrations/accounts/{id}/connect/", null);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        answer.IsSuccessStatusCode.ShouldBeTrue(body.ToString());
        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=lax", Case.Insensitive);

        return (
            new Uri(body.GetProperty("authorization_url").GetString()!),
            body.GetProperty("state").GetString()!,
            cookie.Split(';')[0]
        );
    }

    public async Task<Uri> ConsentAsync(Uri url, string openId, string[]? scopes = null, bool allow = true)
    {
        var answer = await SimAsync(
            "/sim/tiktok/consent",
            new
            {
                authorizationUrl = url.AbsoluteUri,
                allow,
                scopes,
                openId,
            }
        );

        return new Uri(answer.GetProperty("redirectUrl").GetString()!);
    }

    public async Task<HttpResponseMessage> ReturnAsync(Uri back, string? cookie)
    {
        using var browser = Server.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, back);
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        return await browser.SendAsync(request);
    }

    public Task<JsonElement> AccountAsync(Guid id) => GetAsync($"/api/integrations/accounts/{id}/");

    public Task<JsonElement> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public async Task<JsonElement> SendAsync(
        HttpMethod method,
        string path,
        object? body = null,
        SignedIn? person = null
    )
    {
        using var answer = await TryAsync(method, path, body, person);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(text);

        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }

    public async Task<HttpResponseMessage> TryAsync(
        HttpMethod method,
        string path,
        object? body = null,
        SignedIn? person = null
    )
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = body is null ? null : JsonContent.Create(body),
        };

        return await (person ?? Owner).Client.SendAsync(request);
    }

    public Task FaultAsync(string kind, string path, int? status = null, int times = -1) =>
        SimAsync(
            "/sim/faults",
            new
            {
                provider = "tiktok",
                kind,
                path,
                status,
                times,
            }
        );

    public async Task<JsonElement> SimAsync(string path, object body)
    {
        using var answer = await sim.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(text);

        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }

    public Task AddUserAsync(string openId) =>
        PutAsync(sim, $"/sim/tiktok/users/{openId}", new { displayName = "Ayşe Demo", username = "ayse" });

    public Task<JsonElement> GrantAsync(string openId) =>
        sim.GetFromJsonAsync<JsonElement>($"/sim/tiktok/grants/{HttpUtility.UrlEncode(openId)}");

    public async ValueTask DisposeAsync()
    {
        using var cleared = await sim.DeleteAsync("/sim/faults");
        sim.Dispose();
        Owner.Dispose();
        await Server.DisposeAsync();
    }

    private static async Task PutAsync(HttpClient sim, string path, object body)
    {
        using var answer = await sim.PutAsJsonAsync(path, body);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }
}
