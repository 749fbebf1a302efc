using System.Net;
using Crm.WebApi.Tests.Identity;
using Crm.WebApi.Tests.Integrations;
using Crm.WebApi.Tests.Leads;
using Crm.WebApi.Tests.Publishing;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Events;

/// <summary>What becomes of connections and posts is heard without asking again.</summary>
public sealed class PostEventsTests(PlatformServer platform) : IClassFixture<PlatformServer>, IAsyncLifetime
{
    private readonly PlatformWorld world = platform.World;

    public Task InitializeAsync() => platform.BeginAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_connection_that_begins_and_ends_is_heard()
    {
        using var listener = await ListenAsync();
        var shop = await XShop.OpenAsync(world);

        var began = await listener.NextAsync("account.status_changed");
        using var ended = await world.PostAsync(shop.AccountId, "disconnect/");
        await ended.ShouldBeAsync(HttpStatusCode.OK);

        began.GetProperty("accountId").GetGuid().ShouldBe(shop.AccountId);
        began.GetProperty("status").GetString().ShouldBe("connected");
        (await listener.NextAsync("account.status_changed")).GetProperty("status").GetString().ShouldBe("disconnected");
    }

    [Fact]
    public async Task A_post_that_goes_out_is_heard_and_one_that_is_refused_with_the_reason()
    {
        var shop = await XShop.OpenAsync(world);
        await world.SimPostAsync($"/sim/x/users/{shop.UserId}/posts", new { text = "Tekrar" });
        using var listener = await ListenAsync();

        var refused = await shop.PostAsync("Tekrar");

        var failed = await listener.NextAsync("post.failed");
        failed.GetProperty("postId").GetGuid().ShouldBe(refused);
        failed.GetProperty("accountId").GetGuid().ShouldBe(shop.AccountId);
        var error = (await shop.TargetAsync(refused)).GetProperty("error");
        failed.GetProperty("code").GetString().ShouldBe(error.GetProperty("code").GetString());
        var sent = await shop.PostAsync("Yeni");
        (await listener.NextAsync("post.published")).GetProperty("postId").GetGuid().ShouldBe(sent);
    }

    [Fact]
    public async Task A_post_whose_answer_was_lost_is_heard_to_be_in_doubt_and_then_to_be_there()
    {
        var shop = await XShop.OpenAsync(world);
        using var listener = await ListenAsync();
        await world.FaultAsync("x", "timeout_after", path: "/2/tweets", times: 1);

        var id = await shop.PostAsync("Nerede kaldı?");

        (await listener.NextAsync("post.unknown")).GetProperty("postId").GetGuid().ShouldBe(id);
        world.Server.Clock.Advance(TimeSpan.FromSeconds(6));
        (await listener.NextAsync("post.published")).GetProperty("postId").GetGuid().ShouldBe(id);
    }

    private async Task<EventListener> ListenAsync() =>
        await EventListener.OpenAsync(world.Server.CreateClient(), await world.Server.TokenForAsync(world.Owner));
}
