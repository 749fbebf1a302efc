using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace Crm.WebApi.Tests.Integrations;

/// <summary>A server whose platforms are all the simulator's, and an owner who pastes keys.</summary>
public sealed class PlatformWorld : IAsyncDisposable
{
    private readonly bool isGuest;

    private PlatformWorld(TestServer server, SignedIn owner, HttpClient sim, bool isGuest = false)
    {
        Server = server;
        Owner = owner;
        Sim = sim;
        this.isGuest = isGuest;
    }

    public TestServer Server { get; }

    public SignedIn Owner { get; private set; }

    /// <summary>A company of its own, whose calls no other test's trouble holds up.</summary>
    public async Task UseNewCompanyAsync()
    {
        Owner.Dispose();
        Owner = await Server.RegisterTenantAsync();
    }

    /// <summary>The simulator's own routes.</summary>
    public HttpClient Sim { get; }

    public static async Task<PlatformWorld> StartAsync(
        SimulatorProcess simulator,
        Action<IServiceCollection>? services = null,
        params (string Name, string Value)[] settings
    )
    {
        var url = simulator.Address.AbsoluteUri.TrimEnd('/');
        var client = "x_" + Guid.CreateVersion7().ToString("N");
        var tikTok = "ck_" + Guid.CreateVersion7().ToString("N");
        var server = await TestServer.StartAsync(
            services: HeldCalls.GivenUp(simulator.Address) + services,
            settings:
            [
                ("FRONTEND_URL", "http://127.0.0.1:3000"),
                ("BEYONDVISIT_BASE_URL", $"{url}/beyondvisit"),
                ("X_API_BASE_URL", url),
                ("X_AUTH_BASE_URL", url),
                ("X_CLIENT_ID", client),
                ("X_CLIENT_SECRET", "x_platform_secret"),
                ("LINKEDIN_AUTH_BASE_URL", $"{url}/www.linkedin.com"),
                ("LINKEDIN_API_BASE_URL", $"{url}/api.linkedin.com"),
                ("GOOGLE_OAUTH_BASE_URL", $"{url}/oauth2.googleapis.com"),
                ("TIKTOK_AUTH_BASE_URL", url),
                ("TIKTOK_API_BASE_URL", url),
                ("TIKTOK_CLIENT_ID", tikTok),
                ("TIKTOK_CLIENT_SECRET", "cs_test"),
                ("TIKTOK_BUSINESS_API_BASE_URL", url),
                ("TIKTOK_BUSINESS_APP_ID", "7000000000000000000"),
                ("TIKTOK_BUSINESS_APP_SECRET", "app_secret_demo"),
                ("PROVIDER_TIMEOUT_SECONDS", HeldCalls.TimeoutSeconds),
                .. settings,
            ]
        );
        // Signatures and ends of tokens are told by time: the simulator's is the real one.
        server.Clock.Advance(TimeProvider.System.GetUtcNow() - server.Clock.GetUtcNow());
        var sim = new HttpClient(new SocketsHttpHandler()) { BaseAddress = simulator.Address };
        using var cleared = await sim.DeleteAsync("/sim/faults");

        var world = new PlatformWorld(server, await server.RegisterTenantAsync(), sim);
        await world.SimPutAsync(
            "/sim/x/apps/" + client,
            new
            {
                clientId = client,
                clientSecret = "x_platform_secret",
                redirectUris = new[] { world.Callback("x") },
            }
        );

        await world.SimPutAsync(
            "/sim/tiktok/clients/" + tikTok,
            new
            {
                secret = "cs_test",
                platform = "web",
                redirectUris = new[] { world.Callback("tiktok") },
            }
        );
        await world.SimPutAsync(
            "/sim/tiktok-business/apps/7000000000000000000",
            new { secret = "app_secret_demo", redirectUris = new[] { world.Callback("tiktok_leads") } }
        );

        return world;
    }

    /// <summary>The same server and simulator, and a company of its own.</summary>
    public async Task<PlatformWorld> OfAnotherCompanyAsync() =>
        new(Server, await Server.RegisterTenantAsync(), Sim, isGuest: true);

    public string Callback(string platform) =>
        $"{Server.Address.AbsoluteUri}api/integrations/accounts/oauth/callback/{platform}/";

    /// <summary>Connect, consent and callback; answers where the browser is sent in the end.</summary>
    public async Task<string?> ConsentAsync(Guid id, string simulator, object decision, SignedIn? person = null)
    {
        using var started = await (person ?? Owner).Client.PostAsJsonAsync(
            $"/api/integrations/accounts/{id}/connect/",
            new { }
        );
        var body = await started.ShouldBeAsync(System.Net.HttpStatusCode.OK);
        var cookie = started.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        var order = JsonSerializer.SerializeToNode(decision)!.AsObject();
        order["authorizationUrl"] = body.GetProperty("authorization_url").GetString();
        var consented = await SimPostAsync($"/sim/{simulator}/consent", order);
        using var browser = Server.CreateClient();
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            new Uri(consented.GetProperty("redirectUrl").GetString()!)
        );
        request.Headers.Add("Cookie", cookie);
        using var answer = await browser.SendAsync(request);

        return answer.Headers.Location?.AbsoluteUri;
    }

    public async Task<JsonElement> SimPostAsync(string path, object body)
    {
        using var answer = await Sim.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(text);

        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }

    public async Task SimPutAsync(string path, object body)
    {
        using var answer = await Sim.PutAsJsonAsync(path, body);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    public Task<HttpResponseMessage> CreateAsync(
        string platform,
        object? credentials = null,
        SignedIn? person = null
    ) =>
        (person ?? Owner).Client.PostAsJsonAsync(
            "/api/integrations/accounts/",
            new
            {
                platform,
                name = "Shop",
                credentials,
            }
        );

    /// <summary>The account that comes of it.</summary>
    public async Task<JsonElement> CreatedAsync(string platform, object? credentials = null, SignedIn? person = null)
    {
        using var answer = await CreateAsync(platform, credentials, person);

        return await answer.ShouldBeAsync(System.Net.HttpStatusCode.Created);
    }

    public Task<HttpResponseMessage> PasteAsync(Guid id, object credentials) =>
        Owner.Client.PutAsJsonAsync($"/api/integrations/accounts/{id}/credentials/", credentials);

    public Task<HttpResponseMessage> PostAsync(Guid id, string what, object? body = null) =>
        Owner.Client.PostAsJsonAsync($"/api/integrations/accounts/{id}/{what}", body ?? new { });

    public async Task<JsonElement> AccountAsync(Guid id) =>
        await Owner.Client.GetFromJsonAsync<JsonElement>($"/api/integrations/accounts/{id}/");

    public async Task FaultAsync(
        string provider,
        string kind,
        int? status = null,
        int times = -1,
        string? path = null,
        int? delayMs = null,
        int every = 1
    )
    {
        await SimPostAsync(
            "/sim/faults",
            new
            {
                provider,
                kind,
                status,
                times,
                path,
                delayMs,
                every,
            }
        );
    }

    public async ValueTask DisposeAsync()
    {
        using var cleared = await Sim.DeleteAsync("/sim/faults");
        Owner.Dispose();
        if (!isGuest)
        {
            Sim.Dispose();
            await Server.DisposeAsync();
        }
    }
}
