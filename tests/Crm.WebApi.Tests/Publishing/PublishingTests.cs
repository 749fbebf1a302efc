using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Crm.WebApi.Tests.Integrations;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Publishing;

/// <summary>A post goes out once, at its time, and everybody can read what became of it.</summary>
public sealed class PublishingTests(PlatformServer platform) : IClassFixture<PlatformServer>, IAsyncLifetime
{
    private static readonly string[] Rest = ["İki", "Üç"];

    private readonly PlatformWorld world = platform.World;
    private XShop shop = null!;

    public async Task InitializeAsync()
    {
        await platform.BeginAsync();
        shop = await XShop.OpenAsync(world);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_post_is_published_at_once_and_tells_its_address()
    {
        var id = await shop.PostAsync("Günaydın! Bugün filtre kahve bizden. ☕");

        var target = await shop.BecomesAsync(id, "published");

        var atX = (await shop.AtXAsync()).Single();
        atX.GetProperty("sent").GetString().ShouldBe("Günaydın! Bugün filtre kahve bizden. ☕");
        target.GetProperty("externalId").GetString().ShouldBe(atX.GetProperty("id").GetString());
        target.GetProperty("url").GetString().ShouldBe($"https://x.com/i/status/{atX.GetProperty("id").GetString()}");
        target.GetProperty("story")[0].GetProperty("outcome").GetString().ShouldBe("published");
        (await shop.ReadAsync(id)).GetProperty("status").GetString().ShouldBe("published");
    }

    [Fact]
    public async Task A_scheduled_post_waits_for_its_time()
    {
        var at = world.Server.Clock.GetUtcNow().AddMinutes(2);
        using var answer = await shop.SendAsync(
            new
            {
                accountIds = new[] { shop.AccountId },
                text = "İki dakika sonra",
                publishAt = at,
            }
        );
        var post = await answer.ShouldBeAsync(HttpStatusCode.Created);
        post.GetProperty("status").GetString().ShouldBe("scheduled");
        var first = await shop.PostAsync("Hemen");
        await shop.BecomesAsync(first, "published");
        (await shop.TextsAtXAsync()).ShouldBe(["Hemen"]);

        world.Server.Clock.Advance(TimeSpan.FromMinutes(2));

        await shop.BecomesAsync(post.GetProperty("id").GetGuid(), "published");
        (await shop.TextsAtXAsync()).ShouldBe(["İki dakika sonra", "Hemen"]);
    }

    [Fact]
    public async Task A_draft_waits_until_it_is_published_by_hand()
    {
        using var answer = await shop.SendAsync(
            new
            {
                accountIds = new[] { shop.AccountId },
                text = "مسودة",
                draft = true,
            }
        );
        var post = await answer.ShouldBeAsync(HttpStatusCode.Created);
        post.GetProperty("status").GetString().ShouldBe("draft");
        var id = post.GetProperty("id").GetGuid();

        using var changed = await shop.Owner.Client.PatchAsJsonAsync($"/api/v1/posts/{id}", new { text = "جاهز" });
        await changed.ShouldBeAsync(HttpStatusCode.OK);
        using var published = await shop.Owner.Client.PostAsJsonAsync($"/api/v1/posts/{id}/publish", new { });

        (await published.ShouldBeAsync(HttpStatusCode.Accepted))
            .GetProperty("status")
            .GetString()
            .ShouldBe("publishing");
        await shop.BecomesAsync(id, "published");
        (await shop.TextsAtXAsync()).ShouldBe(["جاهز"]);
    }

    [Fact]
    public async Task A_thread_is_published_part_by_part_each_in_answer_to_the_one_before()
    {
        using var answer = await shop.SendAsync(
            new
            {
                accountIds = new[] { shop.AccountId },
                text = "Bir",
                perPlatform = new { x = new { thread = Rest } },
            }
        );
        var id = (await answer.ShouldBeAsync(HttpStatusCode.Accepted)).GetProperty("id").GetGuid();

        var target = await shop.BecomesAsync(id, "published");

        var posts = (await shop.AtXAsync()).Reverse().ToList();
        posts.ConvertAll(post => post.GetProperty("sent").GetString()).ShouldBe(["Bir", "İki", "Üç"]);
        posts[1].GetProperty("replyTo").GetString().ShouldBe(posts[0].GetProperty("id").GetString());
        posts[2].GetProperty("replyTo").GetString().ShouldBe(posts[1].GetProperty("id").GetString());
        target.GetProperty("externalId").GetString().ShouldBe(posts[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task What_the_platform_asked_to_wait_for_goes_on_by_itself()
    {
        await world.SimPutAsync("/sim/x/settings", new { rateWindowSeconds = 60 });
        await world.FaultAsync("x", "throttle", path: "/2/tweets", times: 1);
        var id = await shop.PostAsync("Sabır");

        var waiting = await shop.BecomesAsync(id, "pending", "rate_limited_by_provider");

        var until = waiting.GetProperty("retryAt").GetDateTimeOffset();
        until.ShouldBeGreaterThan(world.Server.Clock.GetUtcNow());
        until.ShouldBeLessThan(world.Server.Clock.GetUtcNow().AddMinutes(2));
        world.Server.Clock.Set(until.AddSeconds(1));
        await shop.BecomesAsync(id, "published");
    }

    [Fact]
    public async Task What_the_platform_refuses_has_failed_in_its_own_words_and_can_be_mended()
    {
        await world.SimPostAsync($"/sim/x/users/{shop.UserId}/posts", new { text = "Aynı metin" });
        var id = await shop.PostAsync("Aynı metin");

        var target = await shop.BecomesAsync(id, "failed", "provider_rejected");

        target.GetProperty("error").GetProperty("reason").GetString()!.ShouldContain("duplicate content");
        using var changed = await shop.Owner.Client.PatchAsJsonAsync($"/api/v1/posts/{id}", new { text = "Başka" });
        await changed.ShouldBeAsync(HttpStatusCode.OK);
        await shop.BecomesAsync(id, "published");
        using var late = await shop.Owner.Client.PatchAsJsonAsync($"/api/v1/posts/{id}", new { text = "Geç" });
        (await late.ProblemAsync(HttpStatusCode.Conflict)).ShouldBe("post_already_sent");
    }

    [Fact]
    public async Task More_than_an_hour_late_is_for_a_person_to_decide()
    {
        var at = world.Server.Clock.GetUtcNow().AddMinutes(1);
        using var answer = await shop.SendAsync(
            new
            {
                accountIds = new[] { shop.AccountId },
                text = "Geç",
                publishAt = at,
            }
        );
        var id = (await answer.ShouldBeAsync(HttpStatusCode.Created)).GetProperty("id").GetGuid();

        world.Server.Clock.Advance(TimeSpan.FromMinutes(62));
        // An hour is longer than an access token lives.
        shop = shop with
        {
            Owner = await World.RefreshAsync(shop.Owner, world.Server),
        };

        var target = await shop.BecomesAsync(id, "failed", "schedule_missed");
        target.GetProperty("error").GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
        (await shop.AtXAsync()).ShouldBeEmpty();
        // X refuses what is signed at another time than its own.
        world.Server.Clock.Set(TimeProvider.System.GetUtcNow());
        using var retried = await shop.Owner.Client.PostAsJsonAsync($"/api/v1/posts/{id}/retry", new { });
        await retried.ShouldBeAsync(HttpStatusCode.Accepted);
        await shop.BecomesAsync(id, "published");
    }

    [Fact]
    public async Task A_cancelled_post_is_gone_and_never_published()
    {
        var at = world.Server.Clock.GetUtcNow().AddMinutes(1);
        using var answer = await shop.SendAsync(
            new
            {
                accountIds = new[] { shop.AccountId },
                text = "Vazgeçildi",
                publishAt = at,
            }
        );
        var id = (await answer.ShouldBeAsync(HttpStatusCode.Created)).GetProperty("id").GetGuid();

        using var deleted = await shop.Owner.Client.DeleteAsync($"/api/v1/posts/{id}");

        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        world.Server.Clock.Advance(TimeSpan.FromMinutes(2));
        await shop.BecomesAsync(await shop.PostAsync("Sonraki"), "published");
        (await shop.TextsAtXAsync()).ShouldBe(["Sonraki"]);
    }

    [Fact]
    public async Task Ten_callers_with_one_key_make_one_post()
    {
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .Select(async _ =>
                {
                    using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/posts")
                    {
                        Content = JsonContent.Create(new { accountIds = new[] { shop.AccountId }, text = "Bir kez" }),
                    };
                    request.Headers.Add("Idempotency-Key", "one-post");
                    using var answer = await shop.Owner.Client.SendAsync(request);

                    return (answer.StatusCode, Body: await answer.Content.ReadFromJsonAsync<JsonElement>());
                })
        );

        var made = answers.Where(answer => answer.StatusCode is HttpStatusCode.Accepted).ToList();
        made.ShouldNotBeEmpty();
        made.Select(answer => answer.Body.GetProperty("id").GetGuid()).Distinct().ShouldHaveSingleItem();
        answers.ShouldAllBe(answer =>
            answer.StatusCode == HttpStatusCode.Accepted || answer.StatusCode == HttpStatusCode.Conflict
        );
        await shop.BecomesAsync(made[0].Body.GetProperty("id").GetGuid(), "published");
        (await shop.TextsAtXAsync()).ShouldBe(["Bir kez"]);
    }
}
