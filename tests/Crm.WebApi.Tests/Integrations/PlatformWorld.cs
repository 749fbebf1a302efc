using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Shouldly;

namespace Crm.WebApi.Tests.Integrations;

/// <summary>A server whose platforms are all the simulator's, and an owner who pastes keys.</summary>
public sealed class PlatformWorld : IAsyncDisposable
{
    private PlatformWorld(TestServer server, SignedIn owner, HttpClient sim)
    {
        Server = server;
        Owner = owner;
        Sim = sim;
    }

    public TestServer Server { get; }

    public SignedIn Owner { get; }

    /// <summary>The simulator's own routes.</summary>
    public HttpClient Sim { get; }

    public static async Task<PlatformWorld> StartAsync(SimulatorProcess simulator, int timeoutSeconds = 2)
    {
        var url = simulator.Address.AbsoluteUri.TrimEnd('/');
        var server = await TestServer.StartAsync(
            settings:
            [
                ("FRONTEND_URL", "http://127.0.0.1:3000"),
                ("BEYONDVISIT_BASE_URL", $"{url}/beyondvisit"),
                ("PROVIDER_TIMEOUT_SECONDS", timeoutSeconds.ToString(CultureInfo.InvariantCulture)),
            ]
        );
        var sim = new HttpClient(new SocketsHttpHandler()) { BaseAddress = simulator.Address };
        using var cleared = await sim.DeleteAsync("/sim/faults");

        return new(server, await server.RegisterTenantAsync(), sim);
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

    public async Task FaultAsync(string provider, string kind, int? status = null, int times = -1)
    {
        using var answer = await Sim.PostAsJsonAsync(
            "/sim/faults",
            new
            {
                provider,
                kind,
                status,
                times,
            }
        );
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        using var cleared = await Sim.DeleteAsync("/sim/faults");
        Sim.Dispose();
        Owner.Dispose();
        await Server.DisposeAsync();
    }
}
