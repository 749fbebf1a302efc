using Crm.TestKit;
using Xunit;

namespace Crm.WebApi.Tests.Identity;

/// <summary>A <see cref="SharedServer"/> that counts the guesses at a sign-in.</summary>
public sealed class ThrottlingServer : IAsyncLifetime
{
    public TestServer Server { get; private set; } = null!;

    public async Task InitializeAsync() =>
        Server = await TestServer.StartAsync(settings: ("CRM_SIGNIN_LIMIT_PER_MINUTE", "1000"));

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
