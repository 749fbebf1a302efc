using Crm.TestKit;
using Xunit;

namespace Crm.WebApi.Tests.Integrations;

/// <summary>One simulator for the tests that change its switches one after another.</summary>
public sealed class Simulator : IAsyncLifetime
{
    public SimulatorProcess Process { get; private set; } = null!;

    public async Task InitializeAsync() => Process = await SimulatorProcess.StartAsync();

    public async Task DisposeAsync() => await Process.DisposeAsync();
}
