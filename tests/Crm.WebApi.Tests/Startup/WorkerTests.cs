using System.Net;
using Crm.Infrastructure.Configuration;
using Crm.TestKit;
using Crm.WebApi.Startup;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Startup;

public sealed class WorkerTests
{
    [Fact]
    public async Task A_worker_beside_a_web_server_takes_no_address_of_its_and_answers_only_after_its_health()
    {
        await using var web = await TestServer.StartAsync(settings: ("CRM_ROLE", "web"));
        await using var worker = await TestServer.StartAsync(
            web.Database,
            web.Clock,
            settings: [("CRM_ROLE", "worker"), ("API_BASE_URL", web.Address.AbsoluteUri)]
        );
        var address = worker
            .Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!
            .Addresses.ShouldHaveSingleItem();
        address.ShouldStartWith("http://127.0.0.1:");
        using var client = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri(address) };

        (await StatusAsync(client, HttpMethod.Get, "/health/live")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(client, HttpMethod.Get, "/health/ready")).ShouldBe(HttpStatusCode.OK);
        foreach (var path in new[] { "/", "/docs", "/openapi/v1.json", "/api/v1/leads", "/.well-known/jwks.json" })
        {
            (await StatusAsync(client, HttpMethod.Get, path)).ShouldBe(HttpStatusCode.NotFound, path);
        }

        foreach (var path in new[] { "/api/v1/auth/login", "/api/integrations/webhooks/tiktok/" })
        {
            (await StatusAsync(client, HttpMethod.Post, path)).ShouldBe(HttpStatusCode.NotFound, path);
        }
    }

    [Fact]
    public void A_worker_listens_where_it_is_told_to()
    {
        var builder = WebApplication.CreateBuilder(["--urls=http://127.0.0.1:8123"]);
        var server = new ServerOptions(
            "https://api.example.com",
            "https://api.example.com",
            false,
            false,
            true,
            ".data"
        );

        ListenAddresses.Apply(builder, server);

        builder.WebHost.GetSetting(WebHostDefaults.ServerUrlsKey).ShouldBe("http://127.0.0.1:8123");
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        using var answer = await client.SendAsync(request);

        return answer.StatusCode;
    }
}
