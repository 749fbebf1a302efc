using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Webhooks;

public sealed class WebhookEventsTests(InboxWorld world) : IClassFixture<InboxWorld>
{
    private const string Events = "/api/v1/webhook-events";

    [Fact]
    public async Task Admin_pages_through_the_own_deliveries_and_never_sees_what_they_say()
    {
        using var owner = await world.Server.RegisterTenantAsync();
        using var other = await world.Server.RegisterTenantAsync();
        var account = await world.AddAccountAsync(owner.TenantId, "tiktok_leads");
        var foreign = await world.AddAccountAsync(other.TenantId, "tiktok_leads");
        using var first = await world.PostLeadsAsync(Body("411", "Ayşe-Gizli"), account.Key);
        using var second = await world.PostLeadsAsync(Body("412", "Ayşe-Gizli"), account.Key);
        using var third = await world.PostLeadsAsync(Body("413", "Ayşe-Gizli"), account.Key, "wrong");
        using var alien = await world.PostLeadsAsync(Body("414", "Ayşe-Gizli"), foreign.Key);
        await world.UntilProcessedAsync(owner.TenantId, other.TenantId);

        var all = await owner.Client.GetStringAsync($"{Events}?limit=200");
        var page = await owner.Client.GetFromJsonAsync<JsonElement>($"{Events}?limit=2");
        var cursor = page.GetProperty("nextCursor").GetString();
        var rest = await owner.Client.GetFromJsonAsync<JsonElement>($"{Events}?limit=2&cursor={cursor}");
        var refused = await owner.Client.GetFromJsonAsync<JsonElement>(
            $"{Events}?status=quarantined&provider=tiktok_leads"
        );
        var none = await owner.Client.GetFromJsonAsync<JsonElement>($"{Events}?provider=tiktok");

        all.ShouldNotContain("Gizli");
        Ids(page).Concat(Ids(rest)).ShouldBe(Ids(JsonSerializer.Deserialize<JsonElement>(all)));
        Ids(page).Concat(Ids(rest)).Distinct().Count().ShouldBe(3);
        rest.GetProperty("nextCursor").ValueKind.ShouldBe(JsonValueKind.Null);
        var only = refused.GetProperty("data").EnumerateArray().ShouldHaveSingleItem();
        only.GetProperty("reason").GetString().ShouldBe("signature_wrong");
        only.GetProperty("accountId").GetGuid().ShouldBe(account.Id);
        only.EnumerateObject()
            .Select(member => member.Name)
            .ShouldBe(
                [
                    "id",
                    "provider",
                    "status",
                    "reason",
                    "accountId",
                    "receivedAt",
                    "attempts",
                    "processedAt",
                    "bodySize",
                ],
                ignoreOrder: true
            );
        Ids(none).ShouldBeEmpty();
        using var stranger = await other.Client.GetAsync($"{Events}/{only.GetProperty("id").GetGuid()}");
        stranger.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("?status=lost")]
    [InlineData("?limit=0")]
    [InlineData("?limit=201")]
    [InlineData("?cursor=x")]
    public async Task Hostile_filter_is_refused(string query)
    {
        using var owner = await world.Server.RegisterTenantAsync();

        using var answer = await owner.Client.GetAsync(Events + query);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Refused_delivery_is_processed_after_a_replay_only_when_it_can_be_verified_now()
    {
        using var owner = await world.Server.RegisterTenantAsync();
        var account = await world.AddAccountAsync(owner.TenantId, "tiktok_leads");
        using var sent = await world.PostLeadsAsync(Body("421", "Veli"), account.Key, secret: null);
        var id = (await world.EventsAsync(owner.TenantId)).ShouldHaveSingleItem().Id;

        using var early = await ReplayAsync(owner, id);
        await ShouldNotBeReplayableAsync(early);
        (await world.EventsAsync(owner.TenantId)).ShouldHaveSingleItem().Status.ShouldBe("quarantined");

        await world.ExecuteAsync(
            owner.TenantId,
            "update integrations.account set accepts_unsigned = true where id = $1",
            account.Id
        );
        using var replayed = await ReplayAsync(owner, id);
        var answer = await replayed.Content.ReadFromJsonAsync<JsonElement>();
        await world.UntilProcessedAsync(owner.TenantId);
        using var again = await ReplayAsync(owner, id);

        replayed.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.GetProperty("status").GetString().ShouldBe("pending");
        (await world.CountAsync(owner.TenantId, "leads.lead")).ShouldBe(1);
        var found = await owner.Client.GetFromJsonAsync<JsonElement>($"{Events}/{id}");
        found.GetProperty("status").GetString().ShouldBe("processed");
        await ShouldNotBeReplayableAsync(again);
    }

    [Fact]
    public async Task Refused_delivery_that_came_again_rightly_signed_is_not_replayed()
    {
        using var owner = await world.Server.RegisterTenantAsync();
        var account = await world.AddAccountAsync(owner.TenantId, "tiktok_leads");
        using var unsigned = await world.PostLeadsAsync(Body("431", "Can"), account.Key, secret: null);
        var id = (await world.EventsAsync(owner.TenantId)).ShouldHaveSingleItem().Id;
        using var signed = await world.PostLeadsAsync(Body("431", "Can"), account.Key);
        await world.ExecuteAsync(
            owner.TenantId,
            "update integrations.account set accepts_unsigned = true where id = $1",
            account.Id
        );

        using var replayed = await ReplayAsync(owner, id);

        await ShouldNotBeReplayableAsync(replayed);
    }

    [Fact]
    public async Task Delivery_that_was_given_up_is_tried_again()
    {
        using var owner = await world.Server.RegisterTenantAsync();
        var account = await world.AddAccountAsync(owner.TenantId, "tiktok_leads");
        using var sent = await world.PostLeadsAsync(Body("441", "Ece"), account.Key);
        await world.UntilProcessedAsync(owner.TenantId);
        var id = (await world.EventsAsync(owner.TenantId)).ShouldHaveSingleItem().Id;
        await world.ExecuteAsync(
            owner.TenantId,
            "update integrations.webhook_event set status = 'parked', reason = 'TimeoutException', attempts = 8 where id = $1",
            id
        );
        (await DeadlineAsync(owner, "webhooks_parked")).ValueKind.ShouldBe(JsonValueKind.Null, "it is kept");

        using var replayed = await ReplayAsync(owner, id);
        await world.UntilProcessedAsync(owner.TenantId);

        replayed.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await world.EventsAsync(owner.TenantId)).ShouldHaveSingleItem().Status.ShouldBe("processed");
        (await world.CountAsync(owner.TenantId, "leads.submission")).ShouldBe(1);
    }

    [Fact]
    public async Task Member_below_admin_is_kept_out()
    {
        using var owner = await world.Server.RegisterTenantAsync();
        await world.ExecuteAsync(owner.TenantId, "update tenancy.membership set role = 'member'");
        using var client = world.Server.CreateClient();
        using var signedIn = await client.PostAsJsonAsync(
            "/api/v1/auth/login",
            new { email = owner.Email, password = World.Password }
        );
        var token = (await signedIn.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

        using var list = await client.GetAsync(Events);
        using var replay = await client.PostAsync($"{Events}/{Guid.CreateVersion7()}/replay", content: null);

        list.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        replay.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static Task<HttpResponseMessage> ReplayAsync(SignedIn caller, Guid id) =>
        caller.Client.PostAsync($"{Events}/{id}/replay", content: null);

    private static async Task ShouldNotBeReplayableAsync(HttpResponseMessage answer)
    {
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await answer.Content.ReadFromJsonAsync<JsonElement>())
            .GetProperty("code")
            .GetString()
            .ShouldBe("webhook_event_not_replayable");
    }

    private static IReadOnlyList<Guid> Ids(JsonElement page) =>
        [.. page.GetProperty("data").EnumerateArray().Select(shown => shown.GetProperty("id").GetGuid())];

    private static string Body(string id, string name) =>
        $$"""{"object":1,"entry":[{"id":"{{id}}","advertiser_id":"adv","changes":[{"field":"name","value":"{{name}}"}]}]}""";

    private static async Task<JsonElement> DeadlineAsync(SignedIn owner, string kind)
    {
        var attention = await owner.Client.GetFromJsonAsync<JsonElement>("/api/v1/attention");

        return attention
            .GetProperty("data")
            .EnumerateArray()
            .Single(item => item.GetProperty("kind").GetString() == kind)
            .GetProperty("deadline");
    }
}
