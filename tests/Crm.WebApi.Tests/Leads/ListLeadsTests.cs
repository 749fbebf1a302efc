using Crm.Application.Leads;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Leads;

public sealed class ListLeadsTests(LeadServers servers) : IClassFixture<LeadServers>
{
    private static readonly ListLeads All = new(
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        false
    );

    [Fact]
    public async Task Pages_neither_skip_nor_repeat_while_leads_are_added()
    {
        var world = await LeadWorld.CreateAsync(servers);
        await AddAsync(world, 0, 57);

        var seen = new List<string?>();
        string? cursor = null;
        do
        {
            var page = await world.SendAsync(All with { Limit = 10, Cursor = cursor });
            seen.AddRange(page.Data.Select(lead => lead.FullName));
            cursor = page.NextCursor;
            await AddAsync(world, 1000 + seen.Count, 3);
        } while (cursor is not null);

        seen.ShouldBe(Enumerable.Range(0, 57).Reverse().Select(number => $"Lead {number}"));
    }

    [Theory]
    [InlineData("isik", "İSMAİL Işık")]
    [InlineData("ISIK", "İSMAİL Işık")]
    [InlineData("smail ı", "İSMAİL Işık")]
    [InlineData("محمد", "مُحَمَّد علي")]
    [InlineData("0532 777", "Ayşe %_Güneş")]
    [InlineData("٥٣٢٧٧٧", "Ayşe %_Güneş")]
    [InlineData("%_g", "Ayşe %_Güneş")]
    [InlineData("AYSE@", "Ayşe %_Güneş")]
    [InlineData("ü", "Ayşe %_Güneş")]
    [InlineData("nobody", null)]
    public async Task A_part_in_any_spelling_finds_the_lead(string query, string? expected)
    {
        var world = await LeadWorld.CreateAsync(servers);
        await world.SendAsync(new CreateLead("İSMAİL Işık", "ismail@example.org"));
        await world.SendAsync(new CreateLead("مُحَمَّد علي"));
        await world.SendAsync(new CreateLead("Ayşe %_Güneş", "ayse@example.com", "0532 777 66 55"));

        var page = await world.SendAsync(All with { Q = query, IncludeTotal = true });

        page.Data.Select(lead => lead.FullName).ShouldBe(expected is null ? [] : [expected]);
        page.Total.ShouldBe(page.Data.Count);
    }

    [Theory]
    [InlineData("-createdAt")]
    [InlineData("createdAt")]
    public async Task A_search_finds_everything_once_whichever_way_it_takes(string sort)
    {
        var world = await LeadWorld.CreateAsync(servers);
        // Rare names among the oldest of 12,000: behind what a search reads before it turns to the trigrams.
        await world.ExecuteAsync(
            $"""
            insert into leads.lead (tenant_id, id, full_name, status, source, search_text, created_at, updated_at)
            select '{world.Tenant}', gen_random_uuid(), case when n % 600 = 0 then 'Zühre ' || n else 'Ali ' || n end, 'new', 'api',
                case when n % 600 = 0 then 'zuhre ' || n else 'ali ' || n end, timestamptz '2026-01-01' + n / 2 * interval '1 minute', now()
            from generate_series(1, 12000) n
            """
        );

        var found = new List<string?>();
        string? cursor = null;
        do
        {
            var page = await world.SendAsync(All with { Q = "zühre", Limit = 3, Sort = sort, Cursor = cursor });
            found.AddRange(page.Data.Select(lead => lead.FullName));
            cursor = page.NextCursor;
        } while (cursor is not null);

        var expected = Enumerable.Range(1, 20).Select(number => $"Zühre {number * 600}");
        found.ShouldBe(sort == "createdAt" ? expected : expected.Reverse());
    }

    [Fact]
    public async Task Filters_narrow_and_totals_count_what_they_leave()
    {
        var world = await LeadWorld.CreateAsync(servers);
        await world.SendAsync(new CreateLead("A", Source: "web", Tags: ["vip"]));
        await world.SendAsync(new CreateLead("B", Source: "web", Status: "won"));
        await world.SendAsync(new CreateLead("C"));

        (await NamesAsync(world, All with { Source = "web" })).ShouldBe("B,A");
        (await NamesAsync(world, All with { Source = "web", Status = "won" })).ShouldBe("B");
        (await NamesAsync(world, All with { Tag = "vip" })).ShouldBe("A");
        (await NamesAsync(world, All with { OwnerId = "none", Sort = "createdAt" })).ShouldBe("A,B,C");
        (await NamesAsync(world, All with { To = DateTimeOffset.UnixEpoch })).ShouldBe("");
        (await world.SendAsync(All with { Source = "web", Limit = 1, IncludeTotal = true })).Total.ShouldBe(2);
    }

    private static async Task<string> NamesAsync(LeadWorld world, ListLeads request) =>
        string.Join(',', (await world.SendAsync(request)).Data.Select(lead => lead.FullName));

    private static async Task AddAsync(LeadWorld world, int from, int count)
    {
        foreach (var number in Enumerable.Range(from, count))
        {
            await world.SendAsync(new CreateLead($"Lead {number}"));
        }
    }
}
