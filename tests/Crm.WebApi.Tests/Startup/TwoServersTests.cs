using Crm.TestKit;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Startup;

public sealed class TwoServersTests
{
    [Fact]
    public async Task Servers_that_start_at_once_create_one_platform_administrator()
    {
        await using var database = await TestDatabase.CreateAsync();
        var clock = new TestClock();
        (string, string)[] settings =
        [
            ("CRM_ROLE", "web"),
            ("CRM_PLATFORM_ADMIN_EMAIL", "admin@platform.example"),
            ("CRM_PLATFORM_ADMIN_PASSWORD", World.Password),
            // The longer a password takes, the longer both believe to be the first.
            ("CRM_PASSWORD_ROUNDS", "500000"),
        ];

        var servers = await Task.WhenAll(
            Enumerable.Range(0, 2).Select(_ => TestServer.StartAsync(database, clock, settings: settings))
        );

        servers.Length.ShouldBe(2);
        foreach (var server in servers)
        {
            await server.DisposeAsync();
        }
    }
}
