using System.Net;
using System.Net.Http.Json;
using Crm.Infrastructure.Fetching;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Publishing.Media;

/// <summary>A post that names its files by their addresses is answered while somebody still waits for it.</summary>
public sealed class PostFetchTests : IAsyncLifetime
{
    private OutsideWorld outside = null!;
    private TestServer server = null!;

    public async Task InitializeAsync()
    {
        outside = await OutsideWorld.StartAsync();
        server = await TestServer.StartAsync(
            services: services =>
                services
                    .RemoveAll<IHostResolver>()
                    .AddSingleton<IHostResolver>(outside.Names)
                    .RemoveAll<TimeProvider>()
                    .AddSingleton<TimeProvider>(new Hurry()),
            settings: [("CRM_ROLE", "web"), ("CRM_FETCH_ALSO_FROM", outside.Place.ToString())]
        );
    }

    public async Task DisposeAsync()
    {
        await server.DisposeAsync();
        await outside.DisposeAsync();
    }

    [Fact]
    public async Task Files_that_take_too_long_together_are_given_up()
    {
        using var owner = await server.RegisterTenantAsync();
        using var created = await owner.Client.PostAsJsonAsync(
            "/api/integrations/accounts/",
            new { platform = "x", name = "Shop" }
        );
        var account = (await created.ShouldBeAsync(HttpStatusCode.Created)).GetProperty("id").GetGuid();

        using var answer = await owner.Client.PostAsJsonAsync(
            "/api/v1/posts",
            new
            {
                accountIds = new[] { account },
                media = new[] { new { url = outside.Url("good.png") }, new { url = outside.Url("silent") } },
                draft = true,
            }
        );

        var problem = await answer.ShouldBeAsync(HttpStatusCode.UnprocessableEntity);
        problem.Text("code").ShouldBe("fetch_failed");
        problem.Text("detail").ShouldContain("100 seconds together");
    }

    /// <summary>What takes 100 seconds is over in one.</summary>
    private sealed class Hurry : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(
                callback,
                state,
                dueTime == TimeSpan.FromSeconds(100) ? TimeSpan.FromSeconds(1) : dueTime,
                period
            );
    }
}
