using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Crm.WebApi.Tests.Integrations;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Publishing;

/// <summary>A change changes what it names; what it leaves out stays, and is no mistake of the caller's when it has become old.</summary>
public sealed class ChangePostTests(PlatformServer platform) : IClassFixture<PlatformServer>, IAsyncLifetime
{
    private static readonly string[] Rest = ["İki"];

    private readonly PlatformWorld world = platform.World;
    private XShop shop = null!;

    public async Task InitializeAsync()
    {
        await platform.BeginAsync();
        shop = await XShop.OpenAsync(world);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData(3)]
    [InlineData(10)]
    public async Task A_draft_keeps_a_time_that_has_passed_when_only_its_text_is_changed(int minutes)
    {
        var at = Soon();
        var id = await DraftAsync(at);
        world.Server.Clock.Set(at.AddMinutes(minutes));

        using var answer = await shop.PatchAsync(id, new { text = "Yeni" });

        var post = await answer.ShouldBeAsync(HttpStatusCode.OK);
        post.GetProperty("text").GetString().ShouldBe("Yeni");
        post.GetProperty("status").GetString().ShouldBe("draft");
        post.GetProperty("publishAt").GetDateTimeOffset().ShouldBe(at);
    }

    [Fact]
    public async Task What_is_no_draft_any_more_needs_a_time_to_come()
    {
        var at = Soon();
        var id = await DraftAsync(at);
        world.Server.Clock.Set(at.AddMinutes(10));

        using var refused = await shop.PatchAsync(id, new { draft = false });

        var problem = await refused.ShouldBeAsync(HttpStatusCode.BadRequest);
        problem.GetProperty("errors").TryGetProperty("publishAt", out _).ShouldBeTrue(problem.ToString());
        var later = Soon();
        using var planned = await shop.PatchAsync(id, new { draft = false, publishAt = later });
        var post = await planned.ShouldBeAsync(HttpStatusCode.OK);
        post.GetProperty("status").GetString().ShouldBe("scheduled");
        post.GetProperty("publishAt").GetDateTimeOffset().ShouldBe(later);
    }

    [Fact]
    public async Task A_missed_post_can_be_changed_before_it_is_published_after_all()
    {
        var at = Soon();
        var id = await shop.KeepAsync(
            new
            {
                accountIds = new[] { shop.AccountId },
                text = "Geç",
                publishAt = at,
            }
        );
        world.Server.Clock.Set(at.AddMinutes(61));
        shop = shop with { Owner = await World.RefreshAsync(shop.Owner, world.Server) };
        await shop.BecomesAsync(id, "failed", "schedule_missed");

        using var changed = await shop.PatchAsync(id, new { text = "Yine de" });

        (await changed.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("publishAt").GetDateTimeOffset().ShouldBe(at);
        // Its time is the same, and still too long ago.
        await shop.BecomesAsync(id, "failed", "schedule_missed");
        world.Server.Clock.Set(TimeProvider.System.GetUtcNow());
        using var published = await shop.Owner.Client.PostAsJsonAsync($"/api/v1/posts/{id}/publish", new { });
        await published.ShouldBeAsync(HttpStatusCode.Accepted);
        await shop.BecomesAsync(id, "published");
        (await shop.TextsAtXAsync()).ShouldBe(["Yine de"]);
    }

    [Fact]
    public async Task Null_takes_away_and_what_is_left_out_stays()
    {
        var id = await shop.KeepAsync(
            new
            {
                accountIds = new[] { shop.AccountId },
                text = "Bir",
                perPlatform = new { x = new { thread = Rest } },
                publishLocal = new { time = "2027-03-14T02:30" },
            }
        );
        using var cleared = await shop.PatchAsync(id, new Dictionary<string, object?> { ["perPlatform"] = null });
        var post = await cleared.ShouldBeAsync(HttpStatusCode.OK);
        post.GetProperty("perPlatform").EnumerateObject().ShouldBeEmpty();
        post.GetProperty("text").GetString().ShouldBe("Bir");
        post.GetProperty("publishLocal").GetProperty("time").GetString().ShouldBe("2027-03-14T02:30");
        (await shop.AtXAsync()).ShouldBeEmpty();

        using var atOnce = await shop.PatchAsync(id, new Dictionary<string, object?> { ["publishAt"] = null });

        post = await atOnce.ShouldBeAsync(HttpStatusCode.OK);
        post.GetProperty("publishAt").ValueKind.ShouldBe(JsonValueKind.Null);
        post.GetProperty("publishLocal").ValueKind.ShouldBe(JsonValueKind.Null);
        await shop.BecomesAsync(id, "published");
        (await shop.TextsAtXAsync()).ShouldBe(["Bir"]);
    }

    [Fact]
    public async Task A_change_of_what_somebody_else_has_changed_meanwhile_is_refused()
    {
        var id = await DraftAsync(Soon());
        using var read = await shop.Owner.Client.GetAsync($"/api/v1/posts/{id}");
        var version = read.Headers.ETag!;
        using var first = await PatchAsync();
        using var second = await PatchAsync();

        await first.ShouldBeAsync(HttpStatusCode.OK);
        (await second.ProblemAsync(HttpStatusCode.PreconditionFailed)).ShouldBe("precondition_failed");

        async Task<HttpResponseMessage> PatchAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/v1/posts/{id}")
            {
                Content = JsonContent.Create(new { text = "Benim" }),
            };
            request.Headers.IfMatch.Add(version);

            return await shop.Owner.Client.SendAsync(request);
        }
    }

    [Fact]
    public async Task A_draft_that_was_changed_meanwhile_is_not_published_unseen()
    {
        var id = await DraftAsync(at: null);
        var seen = await VersionAsync();
        using var changed = await shop.PatchAsync(id, new { text = "Başkasının" });
        await changed.ShouldBeAsync(HttpStatusCode.OK);

        using var unseen = await PublishAsync(seen);

        (await unseen.ProblemAsync(HttpStatusCode.PreconditionFailed)).ShouldBe("precondition_failed");
        (await shop.ReadAsync(id)).GetProperty("status").GetString().ShouldBe("draft");
        using var published = await PublishAsync(await VersionAsync());
        await published.ShouldBeAsync(HttpStatusCode.Accepted);
        await shop.BecomesAsync(id, "published");
        (await shop.TextsAtXAsync()).ShouldBe(["Başkasının"]);

        async Task<EntityTagHeaderValue> VersionAsync()
        {
            using var read = await shop.Owner.Client.GetAsync($"/api/v1/posts/{id}");

            return read.Headers.ETag!;
        }

        async Task<HttpResponseMessage> PublishAsync(EntityTagHeaderValue version)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/posts/{id}/publish");
            request.Headers.IfMatch.Add(version);

            return await shop.Owner.Client.SendAsync(request);
        }
    }

    [Fact]
    public async Task A_post_goes_on_without_an_account_that_is_gone()
    {
        var other = await XShop.OpenAsync(world);
        var linkedIn = await UnconnectedAsync("linkedin");
        var id = await shop.KeepAsync(
            new
            {
                accountIds = new[] { shop.AccountId, other.AccountId, linkedIn },
                text = "Kalanlara",
                perPlatform = new { linkedin = new { text = "Buna değil" } },
                draft = true,
            }
        );
        await DeleteAccountAsync(other.AccountId);
        await DeleteAccountAsync(linkedIn);

        using var changed = await shop.PatchAsync(id, new { text = "Kalana" });

        var post = await changed.ShouldBeAsync(HttpStatusCode.OK);
        post.GetProperty("targets").GetArrayLength().ShouldBe(1);
        post.GetProperty("perPlatform").EnumerateObject().ShouldBeEmpty();
        using var published = await shop.Owner.Client.PostAsJsonAsync($"/api/v1/posts/{id}/publish", new { });
        await published.ShouldBeAsync(HttpStatusCode.Accepted);
        await shop.BecomesAsync(id, "published");
        (await shop.TextsAtXAsync()).ShouldBe(["Kalana"]);
    }

    [Fact]
    public async Task A_post_without_any_account_left_says_so_and_takes_another()
    {
        var id = await DraftAsync(at: null);
        await DeleteAccountAsync(shop.AccountId);

        using var refused = await shop.PatchAsync(id, new { text = "Kime?" });
        using var unpublished = await shop.Owner.Client.PostAsJsonAsync($"/api/v1/posts/{id}/publish", new { });

        (await refused.ProblemAsync(HttpStatusCode.Conflict)).ShouldBe("integration_not_configured");
        (await unpublished.ProblemAsync(HttpStatusCode.Conflict)).ShouldBe("integration_not_configured");
        var other = await XShop.OpenAsync(world);
        using var moved = await shop.PatchAsync(id, new { accountIds = new[] { other.AccountId } });
        (await moved.ShouldBeAsync(HttpStatusCode.OK))
            .GetProperty("targets")[0]
            .GetProperty("accountId")
            .GetGuid()
            .ShouldBe(other.AccountId);
    }

    [Fact]
    public async Task What_a_platform_got_of_its_own_goes_with_its_last_account()
    {
        var linkedIn = await UnconnectedAsync("linkedin");
        var id = await shop.KeepAsync(
            new
            {
                accountIds = new[] { shop.AccountId, linkedIn },
                text = "İkisine",
                perPlatform = new { linkedin = new { text = "Uzun" }, x = new { text = "Kısa" } },
                draft = true,
            }
        );

        using var answer = await shop.PatchAsync(id, new { accountIds = new[] { shop.AccountId } });
        using var named = await shop.PatchAsync(id, new { perPlatform = new { linkedin = new { text = "Uzun" } } });

        var post = await answer.ShouldBeAsync(HttpStatusCode.OK);
        post.GetProperty("perPlatform").EnumerateObject().Select(text => text.Name).ShouldBe(["x"]);
        (await named.ProblemAsync(HttpStatusCode.BadRequest)).ShouldBe("validation_failed");
    }

    private DateTimeOffset Soon() =>
        DateTimeOffset.FromUnixTimeSeconds(world.Server.Clock.GetUtcNow().AddMinutes(5).ToUnixTimeSeconds());

    private Task<Guid> DraftAsync(DateTimeOffset? at) =>
        shop.KeepAsync(
            new
            {
                accountIds = new[] { shop.AccountId },
                text = "Taslak",
                publishAt = at,
                draft = true,
            }
        );

    private async Task<Guid> UnconnectedAsync(string name) =>
        (await world.CreatedAsync(name)).GetProperty("id").GetGuid();

    private async Task DeleteAccountAsync(Guid accountId)
    {
        using var deleted = await shop.Owner.Client.DeleteAsync($"/api/integrations/accounts/{accountId}/");
        deleted.IsSuccessStatusCode.ShouldBeTrue(await deleted.Content.ReadAsStringAsync());
    }
}
