using Xunit;

namespace Crm.WebApi.Tests.Conventions;

/// <summary>One sample server for the tests of a class: its routes remember nothing.</summary>
public sealed class SharedSampleServer : IAsyncLifetime
{
    internal SampleServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await SampleServer.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
