using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.Domain.Common;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Webhooks;

/// <summary>What came to a shared address and was refused or given up belongs to nobody yet: the platform looks after it.</summary>
public sealed class PlatformEventsTests : IAsyncLifetime
{
    private const string Events = "/api/v1/platform/webhook-events";
    private const string WrongSecret = "not-yet-the-right-one";

    private readonly InboxWorld world = new();
    private readonly Guid one = Guid.CreateVersion7();
    private readonly Guid other = Guid.CreateVersion7();

    public async Task InitializeAsync()
    {
        await world.StartAsync([
            .. World.PlatformAdmin,
            ("CRM_ROLE", "web"),
            ("TIKTOK_BUSINESS_APP_SECRET", WrongSecret),
        ]);
        await world.AddAccountAsync(one, "tiktok_leads", acceptsUnsigned: false, "adv-1");
        await world.AddAccountAsync(other, "tiktok_leads", acceptsUnsigned: false, "adv-2");
    }

    public Task DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task Leads_refused_for_a_wrong_secret_are_captured_after_a_replay_with_the_right_one()
    {
        using var sent = await world.PostLeadsAsync(Body("91", "92"));
        using var early = await world.Server.SignInPlatformAdminAsync();
        var list = await early.GetFromJsonAsync<JsonElement>($"{Events}?status=quarantined&provider=tiktok_leads");
        var refused = list.GetProperty("data").EnumerateArray().ShouldHaveSingleItem();
        var id = refused.GetProperty("id").GetGuid();
        using var tooEarly = await early.PostAsync($"{Events}/{id}/replay", content: null);

        await using var mended = await StartWorkerAsync();
        using var admin = await mended.SignInPlatformAdminAsync();
        using var replayed = await admin.PostAsync($"{Events}/{id}/replay", content: null);
        await world.UntilProcessedAsync(one, other);

        refused.GetProperty("reason").GetString().ShouldBe("signature_wrong");
        (await tooEarly.ProblemAsync(HttpStatusCode.Conflict)).ShouldBe("webhook_event_not_replayable");
        (await replayed.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("status").GetString().ShouldBe("pending");
        (await world.CountAsync(one, "leads.submission")).ShouldBe(1);
        (await world.CountAsync(other, "leads.submission")).ShouldBe(1);
        var shown = await admin.GetStringAsync(Events) + await admin.GetStringAsync($"{Events}/{id}");
        shown.ShouldContain("processed");
        shown.ShouldNotContain("Gizli");
    }

    [Fact]
    public async Task Part_that_cannot_be_sealed_keeps_back_no_neighbour_and_is_made_up_for()
    {
        var key = (await world.QueryAsync(other, "select wrapped_by from vault.data_key", row => row.GetString(0)))[0];
        await world.ExecuteAsync(other, "update vault.data_key set wrapped_by = 'lost'");
        await using var worker = await StartWorkerAsync();

        using var sent = await world.PostLeadsAsync(Body("93", "94"), secret: WrongSecret);
        await UntilWholeAsync(whole => whole.Reason == "CryptographicException");
        await Poll.UntilAsync(
            async () => await world.CountAsync(one, "leads.submission") == 1,
            "the neighbour did not get its lead"
        );
        (await WholeAsync()).Status.ShouldBe("pending");

        await world.ExecuteAsync(
            TenantId.Platform.Value,
            "update integrations.webhook_event set attempts = 7, due_at = received_at"
        );
        await UntilWholeAsync(whole => whole.Status == "parked");
        await world.ExecuteAsync(other, "update vault.data_key set wrapped_by = $1", key);
        using var admin = await world.Server.SignInPlatformAdminAsync();
        using var replayed = await admin.PostAsync($"{Events}/{(await WholeAsync()).Id}/replay", content: null);
        await world.UntilProcessedAsync(one, other);

        await replayed.ShouldBeAsync(HttpStatusCode.OK);
        (await world.CountAsync(other, "leads.submission")).ShouldBe(1);
        (await world.EventsAsync(one)).ShouldHaveSingleItem();
        (await WholeAsync()).HasBody.ShouldBeFalse();
    }

    [Fact]
    public async Task Customers_and_the_platform_see_nothing_of_each_others_deliveries()
    {
        using var owner = await world.Server.RegisterTenantAsync();
        var account = await world.AddAccountAsync(owner.TenantId, "tiktok_leads");
        using var own = await world.PostLeadsAsync(Body("95", "96"), account.Key);
        using var shared = await world.PostLeadsAsync(Body("95", "96"));
        var ownId = (await world.EventsAsync(owner.TenantId)).ShouldHaveSingleItem().Id;
        var sharedId = (await WholeAsync()).Id;
        using var admin = await world.Server.SignInPlatformAdminAsync();

        using var list = await admin.GetAsync(Events);
        using var foreign = await admin.GetAsync($"{Events}/{ownId}");
        using var replay = await admin.PostAsync($"{Events}/{ownId}/replay", content: null);
        using var notTheirs = await owner.Client.GetAsync($"/api/v1/webhook-events/{sharedId}");
        using var closed = await owner.Client.GetAsync(Events);

        (await list.ShouldBeAsync(HttpStatusCode.OK))
            .GetProperty("data")
            .EnumerateArray()
            .ShouldHaveSingleItem()
            .GetProperty("id")
            .GetGuid()
            .ShouldBe(sharedId);
        await foreign.ShouldBeAsync(HttpStatusCode.NotFound);
        await replay.ShouldBeAsync(HttpStatusCode.NotFound);
        await notTheirs.ShouldBeAsync(HttpStatusCode.NotFound);
        await closed.ShouldBeAsync(HttpStatusCode.Forbidden);
    }

    /// <summary>The same installation after its secret was set right.</summary>
    private Task<TestServer> StartWorkerAsync() =>
        TestServer.StartAsync(
            world.Server.Database,
            world.Server.Clock,
            settings: [.. World.PlatformAdmin, ("TIKTOK_BUSINESS_APP_SECRET", InboxWorld.AppSecret)]
        );

    private async Task<StoredEvent> WholeAsync() =>
        (await world.EventsAsync(TenantId.Platform.Value)).ShouldHaveSingleItem();

    private Task UntilWholeAsync(Func<StoredEvent, bool> condition) =>
        Poll.UntilAsync(async () => condition(await WholeAsync()), "the delivery did not get there");

    private static string Body(string first, string second) =>
        $$"""{"object":1,"entry":[{{Entry(first, "adv-1")}},{{Entry(second, "adv-2")}}]}""";

    private static string Entry(string id, string advertiser) =>
        $$"""{"id":"{{id}}","advertiser_id":"{{advertiser}}","changes":[{"field":"name","value":"Gizli {{id}}"}]}""";
}
