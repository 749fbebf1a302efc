using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Shouldly;

namespace Crm.WebApi.Tests.Demo;

/// <summary>A server in demo mode with its simulator, used by the demo's owner; it can be stopped and started again.</summary>
internal sealed class DemoWorld : IAsyncDisposable
{
    private readonly string address = $"http://127.0.0.1:{FreePort.Choose().ToString(CultureInfo.InvariantCulture)}";
    private readonly TestClock clock = new();
    private TestDatabase database = null!;
    private SimulatorProcess simulator = null!;
    private HttpClient sim = null!;
    private TestServer server = null!;
    private HttpClient owner = null!;

    private DemoWorld() { }

    public IEnumerable<string> Warnings =>
        server.Logs.Lines.Where(line => line.StartsWith("Warning Crm.Infrastructure.Demo", StringComparison.Ordinal));

    public static async Task<DemoWorld> StartAsync()
    {
        var demo = new DemoWorld();
        demo.database = await TestDatabase.CreateAsync();
        demo.simulator = await SimulatorProcess.StartAsync(
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["SIM_CRM_URL"] = demo.address + "/" }
        );
        demo.sim = new HttpClient(new SocketsHttpHandler()) { BaseAddress = demo.simulator.Address };
        await demo.StartServerAsync();

        return demo;
    }

    /// <param name="forget">The simulator was stopped as well, and knows nothing any more.</param>
    public async Task RestartAsync(bool forget = false)
    {
        owner.Dispose();
        await server.DisposeAsync();
        if (forget)
        {
            await ForgetAsync();
        }

        await StartServerAsync();
    }

    public Task ForgetAsync() => SimAsync(HttpMethod.Post, "/sim/reset", new { });

    public Task AddSimulatedUserAsync(string openId) =>
        SimAsync(HttpMethod.Put, $"/sim/tiktok/users/{openId}", new { displayName = "Ayşe", username = "ayse" });

    public async Task<Guid> FindAsync(string platform)
    {
        var list = await SendAsync(HttpMethod.Get, $"/api/integrations/accounts/?platform={platform}");

        return list.GetProperty("data").EnumerateArray().Single().GetProperty("id").GetGuid();
    }

    public Task<JsonElement> ReadAsync(Guid id) => SendAsync(HttpMethod.Get, $"/api/integrations/accounts/{id}/");

    public Task DisconnectAsync(Guid id) => SendAsync(HttpMethod.Post, $"/api/integrations/accounts/{id}/disconnect/");

    /// <summary>Connect, the person's decision and the way back.</summary>
    public async Task ConnectAsync(Guid id, string page, object decision)
    {
        using var started = await TryAsync(HttpMethod.Post, $"/api/integrations/accounts/{id}/connect/");
        var body = await started.Content.ReadFromJsonAsync<JsonElement>();
        var consent = JsonSerializer.SerializeToNode(decision)!.AsObject();
        consent["authorizationUrl"] = body.GetProperty("authorization_url").GetString();
        consent["allow"] = true;
        var back = (await SimAsync(HttpMethod.Post, page, consent)).GetProperty("redirectUrl").GetString();
        using var request = new HttpRequestMessage(HttpMethod.Get, back);
        request.Headers.Add("Cookie", started.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        using var browser = server.CreateClient();
        using var answer = await browser.SendAsync(request);
        answer.Headers.Location!.Query.ShouldContain("connected=true");
    }

    public async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var answer = await TryAsync(method, path, body);

        return await ReadAsync(answer);
    }

    public async Task<HttpResponseMessage> TryAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body is null ? null : JsonContent.Create(body);

        return await owner.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        owner.Dispose();
        sim.Dispose();
        await server.DisposeAsync();
        await simulator.DisposeAsync();
        await database.DisposeAsync();
    }

    private async Task StartServerAsync()
    {
        var url = simulator.Address.AbsoluteUri.TrimEnd('/');
        server = await TestServer.StartAsync(
            database,
            clock,
            settings:
            [
                ("CRM_ROLE", "web"),
                ("CRM_DEMO", "1"),
                ("API_BASE_URL", address),
                ("TIKTOK_AUTH_BASE_URL", url),
                ("TIKTOK_API_BASE_URL", url),
                ("TIKTOK_BUSINESS_API_BASE_URL", url),
            ]
        );
        owner = server.CreateClient();
        var signedIn = await SendAsync(
            HttpMethod.Post,
            "/api/v1/auth/login",
            new { email = "demo@crm.example", password = "demo-Parola-2026" }
        );
        owner.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer",
            signedIn.GetProperty("accessToken").GetString()
        );
    }

    private async Task<JsonElement> SimAsync(HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        using var answer = await sim.SendAsync(request);

        return await ReadAsync(answer);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(text);

        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }
}
