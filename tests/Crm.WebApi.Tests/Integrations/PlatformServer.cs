using Crm.TestKit;
using Xunit;

namespace Crm.WebApi.Tests.Integrations;

/// <summary>One server and one simulator for all tests of a class; each begins with a company of its own, at the time that it really is.</summary>
public sealed class PlatformServer : IAsyncLifetime
{
    public SimulatorProcess Simulator { get; private set; } = null!;

    public PlatformWorld World { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Simulator = await SimulatorProcess.StartAsync();
        World = await PlatformWorld.StartAsync(Simulator);
    }

    public async Task BeginAsync()
    {
        World.Server.Clock.Set(TimeProvider.System.GetUtcNow());
        using var cleared = await World.Sim.DeleteAsync("/sim/faults");
        await World.SimPutAsync(
            "/sim/x/settings",
            new
            {
                takesSameText = false,
                postsPerDay = 10_000,
                rateWindowSeconds = 900,
            }
        );
        await World.UseNewCompanyAsync();
    }

    public async Task DisposeAsync()
    {
        await World.DisposeAsync();
        await Simulator.DisposeAsync();
    }
}
