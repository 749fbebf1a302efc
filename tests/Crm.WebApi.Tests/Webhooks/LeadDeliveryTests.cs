using Crm.Domain.Common;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Webhooks;

public sealed class LeadDeliveryTests(InboxWorld world) : IClassFixture<InboxWorld>
{
    [Fact]
    public async Task Form_becomes_a_lead_of_the_account_with_every_answer()
    {
        var tenant = Guid.CreateVersion7();
        var account = await world.AddAccountAsync(tenant, "tiktok_leads");

        using var answer = await world.PostLeadsAsync(Body(Entry("7126711421177430274", "1", "Ayşe")), account.Key);
        await world.UntilProcessedAsync(tenant);

        var kept = await world.QueryAsync(
            tenant,
            "select external_id, account_id, answers::text from leads.submission",
            row => (Id: row.GetString(0), Account: row.GetGuid(1), Answers: row.GetString(2))
        );
        kept.ShouldHaveSingleItem().Id.ShouldBe("7126711421177430274");
        kept[0].Account.ShouldBe(account.Id);
        kept[0].Answers.ShouldContain("Bütçeniz nedir?");
        (await world.CountAsync(tenant, "leads.lead")).ShouldBe(1);
    }

    [Fact]
    public async Task Mixed_body_is_split_and_each_tenant_keeps_its_own_part_only()
    {
        var (one, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await world.AddAccountAsync(one, "tiktok_leads", acceptsUnsigned: false, "adv-1");
        await world.AddAccountAsync(other, "tiktok_leads", acceptsUnsigned: false, "adv-2");

        using var answer = await world.PostLeadsAsync(
            Body(Entry("11", "adv-1", "Bir"), Entry("12", "adv-2", "İki"), Entry("13", "adv-3", "Kimsesiz"))
        );
        await world.UntilProcessedAsync(one, other);

        (await SubmissionsAsync(one)).ShouldBe(["11"]);
        (await SubmissionsAsync(other)).ShouldBe(["12"]);
        (await world.EventsAsync(TenantId.Platform.Value))
            .Where(stored => stored.Reason != "malformed")
            .ShouldAllBe(stored => !stored.HasBody);
        (await world.EventsAsync(one)).ShouldHaveSingleItem().HasBody.ShouldBeTrue();
    }

    [Fact]
    public async Task Delivery_that_nobody_has_proven_to_own_leaves_metadata_only()
    {
        using var answer = await world.PostLeadsAsync(Body(Entry("21", "adv-unknown", "X")));
        await world.UntilProcessedAsync();

        (await world.EventsAsync(TenantId.Platform.Value)).ShouldContain(stored =>
            stored.Reason == "unowned" && !stored.HasBody
        );
    }

    [Fact]
    public async Task Same_entry_by_both_addresses_twice_each_and_among_others_is_one_lead()
    {
        var tenant = Guid.CreateVersion7();
        var account = await world.AddAccountAsync(tenant, "tiktok_leads", acceptsUnsigned: false, "adv-31");
        var entry = Entry("31", "adv-31", "Tek");
        string[] bodies =
        [
            Body(entry),
            Body(entry, Entry("32", "adv-31", "Başka")),
            Body(Entry("32", "adv-31", "Başka"), entry),
        ];

        var posts = bodies
            .SelectMany(body =>
                new[]
                {
                    world.PostLeadsAsync(body, account.Key),
                    world.PostLeadsAsync(body),
                    world.PostLeadsAsync(body, account.Key),
                }
            )
            .ToList();
        await Task.WhenAll(posts);
        await world.UntilProcessedAsync(tenant);

        (await SubmissionsAsync(tenant)).ShouldBe(["31", "32"]);
        (await world.CountAsync(tenant, "leads.lead")).ShouldBe(2);
    }

    [Fact]
    public async Task Unreadable_entry_of_a_shared_delivery_costs_the_others_nothing()
    {
        var (one, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await world.AddAccountAsync(one, "tiktok_leads", acceptsUnsigned: false, "adv-41");
        await world.AddAccountAsync(other, "tiktok_leads", acceptsUnsigned: false, "adv-42");

        using var answer = await world.PostLeadsAsync(
            Body(Entry("41", "adv-41", "Bir"), "\"no entry\"", Entry("42", "adv-42", """Half \ud83d, \\ud83d"""))
        );
        await world.UntilProcessedAsync(one, other);

        (await SubmissionsAsync(one)).ShouldBe(["41"]);
        (await SubmissionsAsync(other)).ShouldBe(["42"]);
        (await world.QueryAsync(other, "select answers::text from leads.submission", row => row.GetString(0)))[0]
            .ShouldContain("Half \ufffd, \\\\ud83d");
        (await world.EventsAsync(TenantId.Platform.Value)).ShouldContain(stored =>
            stored.Status == "parked" && stored.Reason == "malformed" && stored.HasBody
        );
    }

    [Fact]
    public async Task Unreadable_entry_is_parked_after_the_others_of_its_delivery_became_leads()
    {
        var tenant = Guid.CreateVersion7();
        var account = await world.AddAccountAsync(tenant, "tiktok_leads");

        using var answer = await world.PostLeadsAsync(
            Body("17", Entry("51", "1", "Önce"), "null", Entry("52", "1", "Sonra")),
            account.Key
        );
        await world.UntilProcessedAsync(tenant);

        (await SubmissionsAsync(tenant)).ShouldBe(["51", "52"]);
        (await world.EventsAsync(tenant)).ShouldHaveSingleItem().Reason.ShouldBe("malformed");
    }

    [Fact]
    public async Task Part_keeps_its_account_also_when_that_is_disconnected_before_the_worker_comes()
    {
        var tenant = Guid.CreateVersion7();
        var account = await world.AddAccountAsync(tenant, "tiktok_leads", acceptsUnsigned: false, "adv-61");
        using var answer = await world.PostLeadsAsync(Body(Entry("61", "adv-61", "Geç")));
        await world.UntilProcessedAsync(tenant);
        (await world.EventsAsync(tenant)).ShouldHaveSingleItem().AccountId.ShouldBe(account.Id);

        await world.ExecuteAsync(tenant, "delete from integrations.proven_id");
        await AgainAsync(tenant, "attempts = 0");
        (await world.EventsAsync(tenant))[0].Status.ShouldBe("processed");

        await AgainAsync(tenant, "account_id = null");
        (await world.EventsAsync(tenant)).ShouldContain(stored =>
            stored.Status == "parked" && stored.Reason == "unowned"
        );
    }

    [Fact]
    public async Task Event_that_ended_its_worker_every_time_is_parked()
    {
        var tenant = Guid.CreateVersion7();
        var account = await world.AddAccountAsync(tenant, "tiktok_leads");
        using var answer = await world.PostLeadsAsync(Body(Entry("71", "1", "Son")), account.Key);
        await world.UntilProcessedAsync(tenant);

        await AgainAsync(tenant, "attempts = 8");

        (await world.EventsAsync(tenant)).ShouldContain(stored =>
            stored.Status == "parked" && stored.Reason == "worker_lost"
        );
    }

    [Fact]
    public async Task Body_of_what_was_processed_a_week_ago_is_gone_and_its_copy_is_still_known()
    {
        var tenant = Guid.CreateVersion7();
        var account = await world.AddAccountAsync(tenant, "tiktok_leads");
        var body = Body(Entry("81", "1", "Eski"));
        using var first = await world.PostLeadsAsync(body, account.Key);
        await world.UntilProcessedAsync(tenant);

        await world.ExecuteAsync(
            tenant,
            "select lookup.empty_webhook_events($1)",
            world.Server.Clock.GetUtcNow().AddSeconds(1)
        );
        using var second = await world.PostLeadsAsync(body, account.Key);

        (await world.EventsAsync(tenant)).ShouldHaveSingleItem().HasBody.ShouldBeFalse();
    }

    private async Task AgainAsync(Guid tenant, string change)
    {
        await world.ExecuteAsync(
            tenant,
            $"update integrations.webhook_event set status = 'pending', due_at = $1, {change}",
            world.Server.Clock.GetUtcNow()
        );
        await world.UntilProcessedAsync(tenant);
    }

    private Task<IReadOnlyList<string>> SubmissionsAsync(Guid tenant) =>
        world.QueryAsync(
            tenant,
            "select external_id from leads.submission order by external_id",
            row => row.GetString(0)
        );

    private static string Body(params string[] entries) =>
        $$"""{"object":1,"time":1767225601,"entry":[{{string.Join(',', entries)}}]}""";

    private static string Entry(string id, string advertiser, string name) =>
        $$"""{"id":"{{id}}","advertiser_id":"{{advertiser}}","changes":[{"field":"name","value":"{{name}}"},{"field":"email","value":"n{{id}}@example.com"},{"field":"Bütçeniz nedir?","value":"10-20 bin"}]}""";
}
