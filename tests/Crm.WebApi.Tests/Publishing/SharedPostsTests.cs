using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Crm.WebApi.Tests.Integrations;
using Crm.WebApi.Tests.Leads;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Publishing;

/// <summary>One post at several accounts, and posts of those who may not see or pay for all.</summary>
public sealed class SharedPostsTests(PlatformServer platform) : IClassFixture<PlatformServer>, IAsyncLifetime
{
    private static readonly string[] Permissions = ["read", "write", "delete"];
    private static readonly string[] Venue = ["IST-1"];

    private readonly PlatformWorld world = platform.World;
    private XShop shop = null!;

    public async Task InitializeAsync()
    {
        await platform.BeginAsync();
        shop = await XShop.OpenAsync(world);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Where_one_account_fails_the_others_have_published_and_that_one_alone_is_retried()
    {
        var other = await XShop.OpenAsync(world);
        var third = await XShop.OpenAsync(world);
        foreach (var refusing in (XShop[])[other, third])
        {
            await world.SimPostAsync($"/sim/x/users/{refusing.UserId}/posts", new { text = "Aynı metin" });
        }

        using var answer = await shop.SendAsync(
            new { accountIds = new[] { shop.AccountId, other.AccountId, third.AccountId }, text = "Aynı metin" }
        );
        var id = (await answer.ShouldBeAsync(HttpStatusCode.Accepted)).GetProperty("id").GetGuid();
        await PostBecomesAsync(id, "partly_published");
        (await StatusAsync(id, shop)).ShouldBe("published");
        (await StatusAsync(id, other)).ShouldBe("failed");
        foreach (var refusing in (XShop[])[other, third])
        {
            var before = (await refusing.AtXAsync()).Single().GetProperty("id").GetString();
            using var deleted = await world.Sim.DeleteAsync($"/sim/x/posts/{before}");
        }

        using var done = await RetryAsync(id, shop.AccountId);
        using var retried = await RetryAsync(id, other.AccountId);

        (await done.ProblemAsync(HttpStatusCode.Conflict)).ShouldBe("post_not_failed");
        await retried.ShouldBeAsync(HttpStatusCode.Accepted);
        await Poll.UntilAsync(
            async () => await StatusAsync(id, other) == "published",
            "the account that was named has it"
        );
        (await StatusAsync(id, third)).ShouldBe("failed");
        (await shop.TextsAtXAsync()).ShouldBe(["Aynı metin"]);
        using var rest = await RetryAsync(id, accountId: null);
        await rest.ShouldBeAsync(HttpStatusCode.Accepted);
        await PostBecomesAsync(id, "published");
        using var again = await RetryAsync(id, accountId: null);
        (await again.ProblemAsync(HttpStatusCode.Conflict)).ShouldBe("post_not_failed");
    }

    [Fact]
    public async Task Who_is_bound_to_venues_sees_and_writes_what_goes_through_their_accounts_alone()
    {
        var other = await XShop.OpenAsync(world);
        using var bound = await BoundAsync();
        var own = await shop.KeepAsync(Draft(shop.AccountId));
        var foreign = await shop.KeepAsync(Draft(other.AccountId));
        var both = await shop.KeepAsync(Draft(shop.AccountId, other.AccountId));

        var list = await bound.GetFromJsonAsync<JsonElement>("/api/v1/posts");
        list.GetProperty("data").EnumerateArray().Single().GetProperty("id").GetGuid().ShouldBe(own);
        foreach (var id in (Guid[])[foreign, both])
        {
            using var read = await bound.GetAsync($"/api/v1/posts/{id}");
            using var changed = await bound.PatchAsJsonAsync($"/api/v1/posts/{id}", new { text = "Benim" });
            using var published = await bound.PostAsJsonAsync($"/api/v1/posts/{id}/publish", new { });
            using var retried = await bound.PostAsJsonAsync($"/api/v1/posts/{id}/retry", new { });
            using var deleted = await bound.DeleteAsync($"/api/v1/posts/{id}");
            foreach (var answer in (HttpResponseMessage[])[read, changed, published, retried, deleted])
            {
                answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            }
        }

        using var sent = await bound.PostAsJsonAsync("/api/v1/posts", Draft(shop.AccountId, other.AccountId));
        using var validated = await bound.PostAsJsonAsync("/api/v1/posts/validate", Draft(other.AccountId));
        using var moved = await bound.PatchAsJsonAsync(
            $"/api/v1/posts/{own}",
            new { accountIds = new[] { other.AccountId } }
        );
        foreach (var answer in (HttpResponseMessage[])[sent, validated, moved])
        {
            (await answer.ProblemAsync(HttpStatusCode.NotFound)).ShouldBe("not_found");
        }

        using var mine = await bound.PatchAsJsonAsync($"/api/v1/posts/{own}", new { text = "Benim" });
        await mine.ShouldBeAsync(HttpStatusCode.OK);
        using var go = await bound.PostAsJsonAsync($"/api/v1/posts/{own}/publish", new { });
        await go.ShouldBeAsync(HttpStatusCode.Accepted);
        await shop.BecomesAsync(own, "published");
    }

    [Fact]
    public async Task Without_a_subscription_nothing_is_written_and_what_is_due_waits_for_a_person()
    {
        var now = world.Server.Clock.GetUtcNow();
        var id = await shop.KeepAsync(
            new
            {
                accountIds = new[] { shop.AccountId },
                text = "Borçlu",
                publishAt = now.AddMinutes(2),
            }
        );
        await SubscribeAsync("canceled");
        using var person = await world.Server.ClientForAsync(shop.Owner);

        foreach (var (method, path) in Routes(id))
        {
            using var request = new HttpRequestMessage(method, "/api/v1/posts" + path)
            {
                Content = method == HttpMethod.Get ? null : JsonContent.Create(Draft(shop.AccountId)),
            };
            using var refused = await person.SendAsync(request);
            (await refused.ProblemAsync(HttpStatusCode.Forbidden)).ShouldBe("subscription_inactive", path);
        }

        world.Server.Clock.Advance(TimeSpan.FromMinutes(3));
        await Poll.UntilAsync(IsToldAsync, "a person is told that it was not published");
        await SubscribeAsync("active");
        await shop.BecomesAsync(id, "failed", "subscription_inactive");
        (await shop.AtXAsync()).ShouldBeEmpty();
        using var retried = await RetryAsync(id, accountId: null);
        await retried.ShouldBeAsync(HttpStatusCode.Accepted);
        await shop.BecomesAsync(id, "published");
    }

    private static IEnumerable<(HttpMethod Method, string Path)> Routes(Guid id) =>
        [
            (HttpMethod.Get, ""),
            (HttpMethod.Get, $"/{id}"),
            (HttpMethod.Post, ""),
            (HttpMethod.Post, "/validate"),
            (HttpMethod.Patch, $"/{id}"),
            (HttpMethod.Delete, $"/{id}"),
            (HttpMethod.Post, $"/{id}/retry"),
            (HttpMethod.Post, $"/{id}/publish"),
        ];

    private Task SubscribeAsync(string status) =>
        shop.UpdateAsync($"update tenancy.subscription set status = '{status}'");

    private async Task<bool> IsToldAsync() =>
        (await shop.Owner.Client.GetFromJsonAsync<JsonElement>("/api/v1/attention"))
            .GetProperty("data")
            .EnumerateArray()
            .Any(item =>
                item.GetProperty("kind").GetString() == "post_failed"
                && item.GetProperty("cause").GetString() == "subscription_inactive"
            );

    private static object Draft(params Guid[] accountIds) =>
        new
        {
            accountIds,
            text = "Taslak",
            draft = true,
        };

    private Task<HttpResponseMessage> RetryAsync(Guid id, Guid? accountId) =>
        shop.Owner.Client.PostAsJsonAsync($"/api/v1/posts/{id}/retry", new { accountId });

    private async Task<string> StatusAsync(Guid id, XShop at) =>
        (await shop.ReadAsync(id))
            .GetProperty("targets")
            .EnumerateArray()
            .Single(target => target.GetProperty("accountId").GetGuid() == at.AccountId)
            .GetProperty("status")
            .GetString()!;

    private Task PostBecomesAsync(Guid id, string status) =>
        Poll.UntilAsync(
            async () => (await shop.ReadAsync(id)).GetProperty("status").GetString() == status,
            $"the post becomes {status}"
        );

    /// <summary>A token that is bound to the venue of the shop's account.</summary>
    private async Task<HttpClient> BoundAsync()
    {
        using var venue = await shop.Owner.Client.PostAsJsonAsync(
            "/api/v1/venues",
            new { name = "Kadıköy", externalId = Venue[0] }
        );
        var venueId = (await venue.ShouldBeAsync(HttpStatusCode.Created)).GetProperty("id").GetGuid();
        await shop.UpdateAsync(
            $"update integrations.account set venue_ids = array['{venueId}'::uuid] where id = '{shop.AccountId}'"
        );
        using var token = await shop.Owner.Client.PostAsJsonAsync(
            "/api/v1/api-tokens",
            new
            {
                name = "Kadıköy",
                permissions = Permissions,
                venueIds = Venue,
            }
        );
        var client = world.Server.CreateClient();
        client.DefaultRequestHeaders.Authorization = new(
            "Bearer",
            (await token.ShouldBeAsync(HttpStatusCode.Created)).GetProperty("token").GetString()
        );

        return client;
    }
}
