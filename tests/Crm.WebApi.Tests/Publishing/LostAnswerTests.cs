using System.Net;
using System.Net.Http.Json;
using Crm.Infrastructure.Providers.X;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Crm.WebApi.Tests.Integrations;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Publishing;

/// <summary>What was sent and never answered is looked for, and never sent again by itself.</summary>
public sealed class LostAnswerTests(PlatformServer platform) : IClassFixture<PlatformServer>, IAsyncLifetime
{
    private static readonly string[] Rest = ["İki", "Üç"];
    private static readonly string[] LostAndFound = ["lost", "found"];

    private readonly PlatformWorld world = platform.World;
    private XShop shop = null!;

    public async Task InitializeAsync()
    {
        await platform.BeginAsync();
        shop = await XShop.OpenAsync(world);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("timeout_after")]
    [InlineData("reset_after")]
    public async Task A_post_whose_answer_was_lost_is_found_at_the_platform_and_never_sent_again(string kind)
    {
        await world.FaultAsync("x", kind, path: "/2/tweets", times: 1);
        var id = await shop.PostAsync($"Nerede kaldı? {kind} https://ornek.com.tr/a & <b>");
        await shop.BecomesAsync(id, "unknown");

        world.Server.Clock.Advance(TimeSpan.FromSeconds(6));

        var target = await shop.BecomesAsync(id, "published");
        target
            .GetProperty("externalId")
            .GetString()
            .ShouldBe((await shop.AtXAsync()).Single().GetProperty("id").GetString());
        target
            .GetProperty("story")
            .EnumerateArray()
            .Select(line => line.GetProperty("outcome").GetString())
            .ShouldBe(LostAndFound);
    }

    [Fact]
    public async Task A_post_that_nobody_can_find_stays_in_doubt_until_a_person_confirms()
    {
        // A signature of so long after would be refused, a bearer's token is not.
        var consenting = await XShop.OpenByConsentAsync(world, world.Owner);
        await world.SimPutAsync("/sim/x/settings", new { takesSameText = true });
        await world.FaultAsync("x", "timeout_before", path: "/2/tweets", times: 1);
        var id = await consenting.PostAsync("Belki");
        await consenting.BecomesAsync(id, "unknown");
        var outcomes = new List<string> { "lost" };
        foreach (var pause in (int[])[6, 31, 121, 481])
        {
            world.Server.Clock.Advance(TimeSpan.FromSeconds(pause));
            outcomes.Add("not_found");
            (await LookedForAsync(consenting, id, outcomes.Count)).ShouldBe(outcomes);
        }

        using var unconfirmed = await consenting.Owner.Client.PostAsJsonAsync($"/api/v1/posts/{id}/retry", new { });
        (await unconfirmed.ProblemAsync(HttpStatusCode.Conflict)).ShouldBe("confirmation_required");
        (await consenting.AtXAsync()).ShouldBeEmpty();
        using var confirmed = await consenting.Owner.Client.PostAsJsonAsync(
            $"/api/v1/posts/{id}/retry",
            new { confirm = true }
        );
        await confirmed.ShouldBeAsync(HttpStatusCode.Accepted);

        await consenting.BecomesAsync(id, "published");
        (await consenting.TextsAtXAsync()).ShouldBe(["Belki"]);
    }

    [Fact]
    public async Task A_confirmed_retry_of_what_was_published_all_the_same_adopts_it()
    {
        await world.FaultAsync("x", "timeout_after", path: "/2/tweets", times: 1);
        var id = await shop.PostAsync("Zaten orada");
        await shop.BecomesAsync(id, "unknown");

        using var confirmed = await shop.Owner.Client.PostAsJsonAsync(
            $"/api/v1/posts/{id}/retry",
            new { confirm = true }
        );

        await confirmed.ShouldBeAsync(HttpStatusCode.Accepted);
        await shop.BecomesAsync(id, "published");
        (await shop.TextsAtXAsync()).ShouldBe(["Zaten orada"]);
    }

    [Fact]
    public async Task A_worker_that_was_slow_and_not_dead_knows_better_than_the_doubt_of_another()
    {
        var gate = new ProviderGate("/2/tweets", nameof(IXApi));
        await using var patient = await PlatformWorld.StartAsync(platform.Simulator, services: gate.AddTo);
        var slow = await XShop.OpenAsync(patient);
        gate.HoldNext(1);
        var id = await slow.PostAsync("Yavaş ama sağ");
        await gate.ArrivedAsync();
        await slow.BecomesAsync(id, "publishing");

        // Longer than a lease: the target is taken for that of a dead worker.
        patient.Server.Clock.Advance(TimeSpan.FromMinutes(4));
        await slow.BecomesAsync(id, "unknown");
        gate.Open();

        var target = await slow.BecomesAsync(id, "published");
        (await slow.AtXAsync()).Count.ShouldBe(1);
        target.GetProperty("attempts").GetInt32().ShouldBe(1);
        target.GetProperty("story")[0].GetProperty("outcome").GetString().ShouldBe("published");
    }

    [Fact]
    public async Task Another_post_that_differs_only_in_its_link_is_not_taken_for_the_lost_one()
    {
        await world.FaultAsync("x", "timeout_before", path: "/2/tweets", times: 1);
        var lost = await shop.PostAsync("Yeni ürün https://ornek.com.tr/1");
        await shop.BecomesAsync(lost, "unknown");
        await world.SimPostAsync(
            $"/sim/x/users/{shop.UserId}/posts",
            new { text = "Yeni ürün https://ornek.com.tr/2" }
        );

        world.Server.Clock.Advance(TimeSpan.FromSeconds(6));

        await LookedForAsync(shop, lost, lines: 2);
    }

    [Fact]
    public async Task What_was_lost_in_the_middle_of_a_thread_is_found_and_the_rest_follows()
    {
        await world.FaultAsync("x", "reset_after", path: "/2/tweets", times: 1, every: 2);
        using var answer = await shop.SendAsync(
            new
            {
                accountIds = new[] { shop.AccountId },
                text = "Bir",
                perPlatform = new { x = new { thread = Rest } },
            }
        );
        var id = (await answer.ShouldBeAsync(HttpStatusCode.Accepted)).GetProperty("id").GetGuid();
        await shop.BecomesAsync(id, "unknown");

        world.Server.Clock.Advance(TimeSpan.FromSeconds(6));

        await shop.BecomesAsync(id, "published");
        (await shop.TextsAtXAsync()).Reverse().ShouldBe(["Bir", "İki", "Üç"]);
    }

    /// <returns>What the story tells, once it has so many lines and the doubt has remained.</returns>
    private static async Task<IReadOnlyList<string?>> LookedForAsync(XShop shop, Guid postId, int lines)
    {
        await Poll.UntilAsync(
            async () => (await shop.TargetAsync(postId)).GetProperty("story").GetArrayLength() == lines,
            "it is looked for"
        );
        var target = await shop.TargetAsync(postId);
        target.GetProperty("status").GetString().ShouldBe("unknown");

        return
        [
            .. target.GetProperty("story").EnumerateArray().Select(line => line.GetProperty("outcome").GetString()),
        ];
    }
}
