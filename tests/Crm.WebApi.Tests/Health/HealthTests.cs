using System.Net;
using Crm.TestKit;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Health;

public sealed class HealthTests
{
    [Fact]
    public async Task A_started_server_is_live_and_ready()
    {
        await using var server = await TestServer.StartAsync();
        using var client = server.CreateClient();

        (await client.GetAsync(new Uri("/health/live", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetAsync(new Uri("/health/ready", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
