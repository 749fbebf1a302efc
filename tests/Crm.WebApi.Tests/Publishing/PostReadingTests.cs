using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.Infrastructure.Jobs;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Crm.WebApi.Tests.Integrations;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Publishing;

/// <summary>What was published is counted, what went wrong asks for a person, and lists find it again.</summary>
public sealed class PostReadingTests(PlatformServer platform) : IClassFixture<PlatformServer>, IAsyncLifetime
{
    private readonly PlatformWorld world = platform.World;
    private XShop shop = null!;

    public async Task InitializeAsync()
    {
        await platform.BeginAsync();
        shop = await XShop.OpenAsync(world);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Views_and_likes_are_collected_once_a_day()
    {
        var id = await shop.PostAsync("Sayılsın");
        var gone = await shop.PostAsync("Silindi");
        await shop.BecomesAsync(id, "published");
        var target = await shop.BecomesAsync(gone, "published");
        await world.SimPostAsync($"/sim/x/posts/{await IdAtXAsync(id)}/metrics", new { views = 120, likes = 7 });
        using var deleted = await world.Sim.DeleteAsync($"/sim/x/posts/{target.GetProperty("externalId").GetString()}");
        deleted.StatusCode.ShouldBe(HttpStatusCode.OK);
        // The day after: what is due is asked of our clock, what X signs of its own.
        await shop.UpdateAsync("update publishing.post_target set published_at = published_at - interval '1 day'");

        var sweep = world.Server.Services.GetRequiredService<CountSweep>();
        await sweep.RunAsync(CancellationToken.None);
        await sweep.RunAsync(CancellationToken.None);

        var counts = (await shop.TargetAsync(id)).GetProperty("counts");
        counts.GetArrayLength().ShouldBe(1);
        counts[0].GetProperty("views").GetInt64().ShouldBe(120);
        counts[0].GetProperty("likes").GetInt64().ShouldBe(7);
        (await shop.TargetAsync(gone)).GetProperty("counts").GetArrayLength().ShouldBe(0);
        var log = await shop.Owner.Client.GetFromJsonAsync<JsonElement>(
            $"/api/integrations/accounts/{shop.AccountId}/logs/"
        );
        log.GetProperty("data")
            .EnumerateArray()
            .Count(line => line.GetProperty("action").GetString() == "count_posts")
            .ShouldBe(1);
    }

    [Fact]
    public async Task A_calendar_finds_what_is_planned_for_its_days_and_what_was_published_on_them()
    {
        var today = TimeProvider.System.GetUtcNow();
        var now = await shop.PostAsync("Bugün");
        await shop.BecomesAsync(now, "published");
        var accountIds = new[] { shop.AccountId };
        var later = await shop.KeepAsync(
            new
            {
                accountIds,
                text = "Gelecek ay",
                publishAt = today.AddDays(30),
            }
        );
        var draft = await shop.KeepAsync(
            new
            {
                accountIds,
                text = "Taslak",
                publishAt = today.AddDays(31),
                draft = true,
            }
        );
        await shop.KeepAsync(
            new
            {
                accountIds,
                text = "Zamansız",
                draft = true,
            }
        );

        (await PlannedAsync(today.AddDays(-1), today.AddDays(1))).ShouldBe([now]);
        (await PlannedAsync(today.AddDays(20), today.AddDays(40))).ShouldBe([draft, later], ignoreOrder: true);
        (await PlannedAsync(today.AddDays(31).AddHours(-1), today.AddDays(40))).ShouldBe([draft]);
    }

    private async Task<IReadOnlyList<Guid>> PlannedAsync(DateTimeOffset from, DateTimeOffset to)
    {
        var page = await shop.Owner.Client.GetFromJsonAsync<JsonElement>(
            $"/api/v1/posts?plannedFrom={Uri.EscapeDataString($"{from:O}")}&plannedTo={Uri.EscapeDataString($"{to:O}")}"
        );

        return [.. page.GetProperty("data").EnumerateArray().Select(post => post.GetProperty("id").GetGuid())];
    }

    [Fact]
    public async Task What_failed_asks_for_a_person_in_their_language()
    {
        await world.SimPostAsync($"/sim/x/users/{shop.UserId}/posts", new { text = "Tekrar" });
        var id = await shop.PostAsync("Tekrar");
        await shop.BecomesAsync(id, "failed");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/attention");
        request.Headers.Add("Accept-Language", "tr");

        using var answer = await shop.Owner.Client.SendAsync(request);

        var items = (await answer.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("data").EnumerateArray();
        var item = items.Single(found => found.GetProperty("kind").GetString() == "post_failed");
        item.GetProperty("resource").GetProperty("id").GetGuid().ShouldBe(id);
        item.ToString().ShouldContain("yayınlanamadı");
    }

    [Theory]
    [InlineData("en", "(picture or video)")]
    [InlineData("tr", "(görsel veya video)")]
    [InlineData("ar", "(صورة أو فيديو)")]
    public async Task A_post_without_a_text_is_called_what_it_shows(string language, string name)
    {
        var id = await shop.PostAsync("Resim");
        await shop.BecomesAsync(id, "published");
        await shop.UpdateAsync(
            $$"""
            update publishing.post set body = jsonb_set(body, '{text}', '""') where id = '{{id}}';
            update publishing.post_target set status = 'failed', error_code = 'provider_rejected' where post_id = '{{id}}'
            """
        );
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/attention");
        request.Headers.Add("Accept-Language", language);

        using var answer = await shop.Owner.Client.SendAsync(request);

        var items = (await answer.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("data").EnumerateArray();
        items
            .Single(item => item.GetProperty("resource").GetProperty("id").GetString() == id.ToString())
            .GetProperty("text")
            .GetString()!
            .ShouldContain(name);
    }

    [Fact]
    public async Task Of_a_long_story_the_end_is_told()
    {
        var id = await shop.PostAsync("Uzun hikâye");
        await shop.BecomesAsync(id, "published");
        await shop.UpdateAsync(
            $"""
            insert into publishing.post_attempt (tenant_id, id, post_id, account_id, action, started_at, ended_at, outcome)
            select a.tenant_id, ('00000000-0000-7000-8000-' || lpad((1000 - n)::text, 12, '0'))::uuid, a.post_id, a.account_id,
                a.action, a.started_at - n * interval '1 minute', a.ended_at, 'older'
            from publishing.post_attempt a, generate_series(1, 510) n where a.post_id = '{id}'
            """
        );

        var story = (await shop.TargetAsync(id)).GetProperty("story").EnumerateArray().ToList();

        story.Count.ShouldBe(500);
        story.ConvertAll(line => line.GetProperty("startedAt").GetDateTimeOffset()).ShouldBeInOrder();
        story[^1].GetProperty("outcome").GetString().ShouldBe("published");
    }

    [Fact]
    public async Task A_list_is_read_page_by_page_and_narrowed()
    {
        using var other = await world.Server.RegisterTenantAsync();
        var foreign = await XShop.OpenAsync(world, other);
        await foreign.PostAsync("Başkasının");
        var ids = new List<Guid>();
        foreach (var text in (string[])["Bir", "İki", "Üç"])
        {
            // Newest first goes by the millisecond.
            world.Server.Clock.Advance(TimeSpan.FromMilliseconds(1));
            ids.Insert(0, await shop.PostAsync(text));
        }

        using var draft = await shop.SendAsync(
            new
            {
                accountIds = new[] { shop.AccountId },
                text = "Taslak",
                draft = true,
            }
        );
        var draftId = (await draft.ShouldBeAsync(HttpStatusCode.Created)).GetProperty("id").GetGuid();
        foreach (var id in ids)
        {
            await shop.BecomesAsync(id, "published");
        }

        (await IdsAsync("?status=published")).ShouldBe(ids);
        (await IdsAsync("?status=draft")).ShouldBe([draftId]);
        (await IdsAsync($"?accountId={foreign.AccountId}")).ShouldBeEmpty();
        var first = await PageAsync("?limit=2&includeTotal=true");
        first.GetProperty("total").GetInt32().ShouldBe(4);
        var second = await PageAsync($"?limit=2&cursor={first.GetProperty("nextCursor").GetString()}");
        second.GetProperty("data").GetArrayLength().ShouldBe(2);
        second.GetProperty("nextCursor").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task What_a_platform_would_refuse_is_told_before_and_nothing_is_stored()
    {
        var text = new string('ğ', 281);
        using var validated = await shop.Owner.Client.PostAsJsonAsync(
            "/api/v1/posts/validate",
            new { accountIds = new[] { shop.AccountId }, text }
        );
        var check = (await validated.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("platforms")[0];
        check.GetProperty("length").GetInt32().ShouldBe(281);
        check.GetProperty("longestLength").GetInt32().ShouldBe(280);

        using var refused = await shop.SendAsync(new { accountIds = new[] { shop.AccountId }, text });

        var problem = await refused.ShouldBeAsync(HttpStatusCode.UnprocessableEntity);
        problem.GetProperty("code").GetString().ShouldBe("post_refused");
        problem.GetProperty("errors").GetProperty("x.text")[0].GetString()!.ShouldContain("280");
        (await IdsAsync("")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_check_makes_nothing_and_keeps_no_answer_for_its_key()
    {
        foreach (var text in new[] { "Bir", "Bir iki" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/posts/validate");
            request.Content = JsonContent.Create(new { accountIds = new[] { shop.AccountId }, text });
            request.Headers.Add("Idempotency-Key", "typing");
            using var validated = await shop.Owner.Client.SendAsync(request);

            var check = (await validated.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("platforms")[0];
            check.GetProperty("length").GetInt32().ShouldBe(text.Length);
        }
    }

    [Fact]
    public async Task The_same_text_again_is_warned_of()
    {
        await shop.BecomesAsync(await shop.PostAsync("Aynı"), "published");

        using var validated = await shop.Owner.Client.PostAsJsonAsync(
            "/api/v1/posts/validate",
            new { accountIds = new[] { shop.AccountId }, text = "Aynı" }
        );

        var check = (await validated.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("platforms")[0];
        check.GetProperty("warnings")[0].GetProperty("code").GetString().ShouldBe("same_text");
    }

    [Fact]
    public async Task A_time_on_the_wall_is_the_tenants_own_unless_it_says_where()
    {
        using var answer = await shop.SendAsync(
            new
            {
                accountIds = new[] { shop.AccountId },
                text = "Yarın",
                publishLocal = new { time = "2027-03-14T02:30" },
            }
        );
        var post = await answer.ShouldBeAsync(HttpStatusCode.Created);
        post.GetProperty("publishAt").GetString().ShouldBe("2027-03-13T23:30:00Z");
        post.GetProperty("publishLocal").GetProperty("timeZone").GetString().ShouldBe("Europe/Istanbul");

        // That night New York's clocks skip it.
        using var moved = await shop.Owner.Client.PatchAsJsonAsync(
            $"/api/v1/posts/{post.GetProperty("id").GetGuid()}",
            new { publishLocal = new { time = "2027-03-14T02:30", timeZone = "America/New_York" } }
        );

        var changed = await moved.ShouldBeAsync(HttpStatusCode.OK);
        changed.GetProperty("publishAt").GetString().ShouldBe("2027-03-14T07:30:00Z");
        changed.GetProperty("text").GetString().ShouldBe("Yarın");
    }

    private async Task<string> IdAtXAsync(Guid postId) =>
        (await shop.TargetAsync(postId)).GetProperty("externalId").GetString()!;

    private Task<JsonElement> PageAsync(string query) =>
        shop.Owner.Client.GetFromJsonAsync<JsonElement>($"/api/v1/posts{query}");

    private async Task<IReadOnlyList<Guid>> IdsAsync(string query) =>
        [
            .. (await PageAsync(query))
                .GetProperty("data")
                .EnumerateArray()
                .Select(post => post.GetProperty("id").GetGuid()),
        ];
}
