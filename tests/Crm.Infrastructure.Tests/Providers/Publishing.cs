using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Configuration;
using Crm.Infrastructure.Providers.Instagram;
using Crm.Infrastructure.Providers.LinkedIn;
using Crm.Infrastructure.Providers.Meta;
using Crm.TestKit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Crm.Infrastructure.Tests.Providers;

/// <summary>The real clients of publishing, at a simulator over a socket; and what the core of posts does around them.</summary>
public sealed class Publishing : IAsyncLifetime
{
    private readonly string clockFile = Path.GetTempFileName();
    private readonly HttpClient sim = new(new SocketsHttpHandler());
    private SimulatorProcess? simulator;
    private ServiceProvider? services;

    internal TestClock Clock { get; } = new();

    internal MediaServer Files { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        simulator = await SimulatorProcess.StartAsync(
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["CRM_TEST_CLOCK"] = clockFile }
        );
        sim.BaseAddress = simulator.Address;
        Files = await MediaServer.StartAsync();
        var url = simulator.Address.AbsoluteUri.TrimEnd('/');
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["LINKEDIN_API_BASE_URL"] = $"{url}/api.linkedin.com",
                    ["LINKEDIN_AUTH_BASE_URL"] = $"{url}/www.linkedin.com",
                    ["GRAPH_API_BASE_URL"] = $"{url}/graph.facebook.com",
                    ["GRAPH_AUTH_BASE_URL"] = $"{url}/www.facebook.com",
                    ["PROVIDER_TIMEOUT_SECONDS"] = HeldCalls.TimeoutSeconds,
                }
            )
            .Build();
        var server = ServerOptions.From(configuration);
        var made = new ServiceCollection();
        made.AddLogging();
        made.AddSingleton<TimeProvider>(Clock);
        made.AddMeta(configuration, server);
        made.AddInstagram();
        made.AddLinkedIn(configuration, server);
        HeldCalls.GivenUp(simulator.Address)(made);
        services = made.BuildServiceProvider();
    }

    public async Task DisposeAsync()
    {
        foreach (var started in new IAsyncDisposable?[] { services, Files, simulator }.OfType<IAsyncDisposable>())
        {
            await started.DisposeAsync();
        }

        sim.Dispose();
        File.Delete(clockFile);
    }

    internal IPostPublisher Publisher(string platform) => Of<IPostPublisher>(platform);

    internal T Of<T>(string platform)
        where T : IProvider =>
        services!.GetServices<IProvider>().OfType<T>().Single(one => one.Descriptor.Key == platform);

    internal async Task ResetAsync()
    {
        await TurnAsync(TimeProvider.System.GetUtcNow());
        Files.Reset();
        await PostAsync("/sim/reset", new { });
    }

    /// <summary>Our clock and the provider's.</summary>
    internal async Task TurnAsync(DateTimeOffset now)
    {
        Clock.Set(now);
        await File.WriteAllTextAsync(clockFile, now.ToString("O", CultureInfo.InvariantCulture));
        await Poll.UntilAsync(
            async () =>
                (await sim.GetFromJsonAsync<JsonElement>("/sim/state")).GetProperty("now").GetDateTimeOffset() == now,
            "the simulator reads its clock"
        );
    }

    internal async Task PostAsync(string path, object body)
    {
        using var answer = await sim.PostAsJsonAsync(path, body);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    internal async Task PutAsync(string path, object body)
    {
        using var answer = await sim.PutAsJsonAsync(path, body);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    internal async Task<JsonElement[]> ListAsync(string path) =>
        [.. (await sim.GetFromJsonAsync<JsonElement>(path)).EnumerateArray()];

    internal Task FailAsync(string provider, string path, string kind, int times = 1, int? status = null) =>
        PostAsync(
            "/sim/faults",
            new
            {
                provider,
                path,
                kind,
                times,
                status,
            }
        );

    internal async Task StopFailingAsync()
    {
        using var answer = await sim.DeleteAsync("/sim/faults");
        answer.EnsureSuccessStatusCode();
    }

    internal async Task<long> CountAsync(string call)
    {
        var calls = await sim.GetFromJsonAsync<Dictionary<string, long>>("/sim/calls");

        return calls!.Where(entry => entry.Key.StartsWith(call, StringComparison.Ordinal)).Sum(entry => entry.Value);
    }

    internal PostOrder Order(PostContent content) => new(Guid.CreateVersion7(), content, Progress: null, Files);

    /// <summary>Steps until it is ready, as the core takes them; waits are told, not waited for.</summary>
    internal static async Task<(PostOrder Order, List<TimeSpan> Waits)> PrepareAsync(
        IPostPublisher publisher,
        AccountAccess access,
        PostOrder order
    )
    {
        var waits = new List<TimeSpan>();
        for (var step = 0; step < 40; step++)
        {
            if (publisher.IsPrepared(order))
            {
                return (order, waits);
            }

            switch (await publisher.PrepareAsync(access, order, CancellationToken.None))
            {
                case PostPreparation.More more:
                    order = order with { Progress = more.Progress };
                    break;
                case PostPreparation.Wait wait:
                    waits.Add(wait.For);
                    order = order with { Progress = wait.Progress };
                    break;
                case PostPreparation.Ready ready:
                    return (order with { Progress = ready.Progress }, waits);
            }
        }

        throw new InvalidOperationException("It never gets ready.");
    }

    internal static async Task<(PostOrder Order, PostStep.Published Post)> PublishAsync(
        IPostPublisher publisher,
        AccountAccess access,
        PostOrder order
    )
    {
        (order, _) = await PrepareAsync(publisher, access, order);
        var step = await publisher.PublishAsync(access, order, CancellationToken.None);

        return (order, step.ShouldBeOfType<PostStep.Published>());
    }

    internal static Task<ProviderException> RefusedAsync(Func<Task> call) => Should.ThrowAsync<ProviderException>(call);
}
