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
        (await world.EventsAsync(TenantId.Platform.Value)).ShouldAllBe(stored => !stored.HasBody);
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
