using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit.Media;
using Crm.WebApi.Tests.Identity;
using Crm.WebApi.Tests.Integrations;
using Crm.WebApi.Tests.Publishing.Media;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Publishing;

/// <summary>What happens to a post while something else happens to it, or to its like.</summary>
public sealed class PostRaceTests(PlatformServer platform) : IClassFixture<PlatformServer>, IAsyncLifetime
{
    private readonly PlatformWorld world = platform.World;
    private XShop shop = null!;

    public async Task InitializeAsync()
    {
        await platform.BeginAsync();
        shop = await XShop.OpenAsync(world);
        await world.SimPutAsync("/sim/x/settings", new { takesSameText = true });
    }

    public Task DisposeAsync() => world.SimPutAsync("/sim/x/settings", new { takesSameText = false });

    [Fact]
    public async Task A_lost_post_is_not_taken_for_another_one_of_the_same_text()
    {
        await shop.BecomesAsync(await shop.PostAsync("Aynı metin"), "published");
        await FailAsync("timeout_before", "/2/tweets", times: 1);
        var lost = await shop.PostAsync("Aynı metin");
        await shop.BecomesAsync(lost, "unknown");

        world.Server.Clock.Advance(TimeSpan.FromSeconds(6));

        await LooksAsync(lost, 1);
        (await shop.TargetAsync(lost)).GetProperty("status").GetString().ShouldBe("unknown");
    }

    [Fact]
    public async Task What_was_lost_twice_is_found_by_the_first_of_its_calls()
    {
        await FailAsync("timeout_after", "/2/tweets", times: 1);
        await FailAsync("status", "/2/users", times: -1);
        var id = await shop.PostAsync("İki kez kayıp");
        await shop.BecomesAsync(id, "unknown");
        // Longer than the clocks of the two may be apart.
        world.Server.Clock.Advance(TimeSpan.FromMinutes(4));
        await FailAsync("timeout_before", "/2/tweets", times: 1);
        using var confirmed = await shop.Owner.Client.PostAsJsonAsync(
            $"/api/v1/posts/{id}/retry",
            new { confirm = true }
        );
        await confirmed.ShouldBeAsync(HttpStatusCode.Accepted);
        await shop.BecomesAsync(id, "unknown");
        using var cleared = await world.Sim.DeleteAsync("/sim/faults");

        world.Server.Clock.Advance(TimeSpan.FromSeconds(20));

        var target = await shop.BecomesAsync(id, "published");
        var atX = (await shop.AtXAsync()).Single();
        target.GetProperty("externalId").GetString().ShouldBe(atX.GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_post_can_be_changed_while_its_picture_is_on_the_way()
    {
        var picture = await shop.Owner.Client.UploadedAsync(SampleMedia.Png(600, 400));
        await FailAsync("delay", "/2/media/upload", times: 1);
        using var answer = await shop.SendAsync(
            new
            {
                accountIds = new[] { shop.AccountId },
                text = "Eski",
                media = new[] { new { uploadId = picture } },
            }
        );
        var id = (await answer.ShouldBeAsync(HttpStatusCode.Accepted)).GetProperty("id").GetGuid();
        await shop.BecomesAsync(id, "publishing");

        using var changed = await shop.Owner.Client.PatchAsJsonAsync($"/api/v1/posts/{id}", new { text = "Yeni" });

        await changed.ShouldBeAsync(HttpStatusCode.OK);
        await shop.BecomesAsync(id, "published");
        (await shop.TextsAtXAsync()).ShouldBe(["Yeni"]);
    }

    [Fact]
    public async Task A_post_that_could_not_be_prepared_tells_why_in_its_story()
    {
        var picture = await shop.Owner.Client.UploadedAsync(SampleMedia.Png(600, 400));
        await FailAsync("status", "/2/media/upload", times: 1);
        using var answer = await shop.SendAsync(
            new
            {
                accountIds = new[] { shop.AccountId },
                text = "Resimli",
                media = new[] { new { uploadId = picture } },
            }
        );
        var id = (await answer.ShouldBeAsync(HttpStatusCode.Accepted)).GetProperty("id").GetGuid();

        var target = await shop.BecomesAsync(id, "pending", "provider_unavailable");

        var line = target.GetProperty("story")[0];
        line.GetProperty("action").GetString().ShouldBe("prepare");
        line.GetProperty("outcome").GetString().ShouldBe("postponed");
    }

    private Task<JsonElement> FailAsync(string kind, string path, int times) =>
        world.SimPostAsync(
            "/sim/faults",
            new
            {
                provider = "x",
                kind,
                path,
                times,
                status = kind is "status" ? 503 : (int?)null,
            }
        );

    private Task LooksAsync(Guid postId, int count) =>
        TestKit.Poll.UntilAsync(
            async () =>
                (await shop.TargetAsync(postId))
                    .GetProperty("story")
                    .EnumerateArray()
                    .Count(line => line.GetProperty("action").GetString() == "look_up") >= count,
            "it is looked for"
        );
}
