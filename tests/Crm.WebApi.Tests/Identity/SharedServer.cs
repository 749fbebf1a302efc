using Crm.TestKit;
using Xunit;

namespace Crm.WebApi.Tests.Identity;

/// <summary>A server that other classes had before: each test has people of its own, and turns the clock forward if at all.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    public TestServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await Reused.TakeAsync(() => TestServer.StartAsync());

    public Task DisposeAsync()
    {
        if (Server is not null)
        {
            Reused.Return(Server);
        }

        return Task.CompletedTask;
    }
}
