using Crm.TestKit;
using Xunit;

namespace Crm.WebApi.Tests.Identity;

/// <summary>One server for the tests of a class: each has people of its own, and turns the clock forward if at all.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    public TestServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await TestServer.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
