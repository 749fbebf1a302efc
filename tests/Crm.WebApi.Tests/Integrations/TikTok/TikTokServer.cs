using Crm.TestKit;
using Xunit;

namespace Crm.WebApi.Tests.Integrations.TikTok;

/// <summary>One server and one simulator for all tests of a class; each begins with a company of its own, at the same time.</summary>
public sealed class TikTokServer : IAsyncLifetime
{
    public SimulatorProcess Simulator { get; private set; } = null!;

    public TikTokWorld World { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Simulator = await SimulatorProcess.StartAsync();
        World = await TikTokWorld.StartAsync(Simulator);
    }

    public async Task DisposeAsync()
    {
        await World.DisposeAsync();
        await Simulator.DisposeAsync();
    }
}
