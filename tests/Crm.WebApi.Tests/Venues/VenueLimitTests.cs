using System.Net;
using System.Net.Http.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Events;
using Crm.WebApi.Tests.Identity;
using Shouldly;
using Xunit;
using static Crm.WebApi.Tests.Venues.VenueWorld;

namespace Crm.WebApi.Tests.Venues;

/// <summary>Who is limited to venues, everywhere: nothing of another venue is seen, counted, found, merged or heard.</summary>
public sealed class VenueLimitTests(SharedServer shared) : IClassFixture<SharedServer>, IAsyncLifetime
{
    private VenueWorld world = null!;

    public async Task InitializeAsync() => world = await VenueWorld.CreateAsync(shared.Server);

    public Task DisposeAsync()
    {
        world.Dispose();

        return Task.CompletedTask;
    }

    [Fact]
    public async Task Hotspot_users_of_other_venues_are_not_there()
    {
        await world.PostAsync(Users, new { venueId = "IST-1", fullName = "Ayşe" });
        var foreign = await world.PostAsync(Users, new { venueId = "RUH-1", fullName = "Ali" });
        var path = $"{Users}/{foreign.GetProperty("id").GetGuid()}";
        await world.LimitOwnerToAsync(world.First);

        (await world.NamesAsync(Users)).ShouldBe(["Ayşe"]);
        (await world.GetAsync(Users + "?includeTotal=true")).GetProperty("total").GetInt32().ShouldBe(1);
        foreach (var named in new[] { "RUH-1", world.Second.ToString(), "missing" })
        {
            (await world.StatusAsync(HttpMethod.Get, $"{Users}?venueId={named}")).ShouldBe(HttpStatusCode.Forbidden);
            (await world.StatusAsync(HttpMethod.Post, Users, new { venueId = named, fullName = "B" })).ShouldBe(
                HttpStatusCode.Forbidden
            );
        }

        (await world.StatusAsync(HttpMethod.Get, path)).ShouldBe(HttpStatusCode.NotFound);
        (await world.StatusAsync(HttpMethod.Patch, path, new { fullName = "B" })).ShouldBe(HttpStatusCode.NotFound);
        (await world.StatusAsync(HttpMethod.Put, path, new { fullName = "B" })).ShouldBe(HttpStatusCode.NotFound);
        (await world.StatusAsync(HttpMethod.Delete, path)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Moving_needs_both_venues()
    {
        var own = await world.PostAsync(Users, new { venueId = "IST-1", fullName = "Ayşe" });
        var path = $"{Users}/{own.GetProperty("id").GetGuid()}";
        await world.LimitOwnerToAsync(world.First);

        (await world.StatusAsync(HttpMethod.Patch, path, new { venueId = "RUH-1" })).ShouldBe(HttpStatusCode.Forbidden);
        await world.LimitOwnerToAsync(world.First, world.Second);
        (await world.StatusAsync(HttpMethod.Patch, path, new { venueId = "RUH-1" })).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Leads_are_listed_searched_counted_and_read_within_the_venues_alone()
    {
        await world.PostAsync(LeadList, new { venueId = "IST-1", fullName = "Ayşe Yılmaz" });
        var foreign = await world.PostAsync(LeadList, new { venueId = "RUH-1", fullName = "Ali Yılmaz" });
        var homeless = await world.PostAsync(LeadList, new { fullName = "Can Yılmaz" });
        await world.LimitOwnerToAsync(world.First);

        string[] queries =
        [
            "",
            "q=yilmaz",
            "q=yilmaz&sort=createdAt",
            "sort=createdAt",
            "q=y&limit=1",
            "venueId=IST-1",
        ];
        foreach (var query in queries)
        {
            (await world.NamesAsync($"{LeadList}?{query}")).ShouldBe(["Ayşe Yılmaz"], query);
            var counted = await world.GetAsync($"{LeadList}?includeTotal=true&{query}");
            counted.GetProperty("total").GetInt32().ShouldBe(1, query);
        }

        foreach (var hidden in new[] { foreign, homeless })
        {
            (await world.StatusAsync(HttpMethod.Get, $"{LeadList}/{hidden.GetProperty("id").GetGuid()}")).ShouldBe(
                HttpStatusCode.NotFound
            );
        }

        (await world.StatusAsync(HttpMethod.Get, LeadList + "?venueId=RUH-1")).ShouldBe(HttpStatusCode.Forbidden);
        await world.LimitOwnerToAsync();
        (await world.NamesAsync(LeadList + "?q=yilmaz")).ShouldBeEmpty();
        await world.LiftLimitAsync();
        (await world.NamesAsync(LeadList + "?q=yilmaz")).Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_duplicate_at_another_venue_is_neither_told_of_nor_touched()
    {
        var foreign = await world.PostAsync(
            LeadList,
            new
            {
                venueId = "RUH-1",
                email = "a@example.com",
                phone = "05321234567",
            }
        );
        await world.LimitOwnerToAsync(world.First);

        using var created = await world.Client.PostAsJsonAsync(
            LeadList,
            new
            {
                email = "a@example.com",
                phone = "05321234567",
                fullName = "Ayşe",
                onDuplicate = "reject",
                note = "x",
            }
        );
        created.StatusCode.ShouldBe(HttpStatusCode.Created);
        var merged = await world.PostAsync(
            LeadList,
            new { email = "a@example.com", tags = Enumerable.Repeat("vip", 1) }
        );
        merged.GetProperty("merged").GetBoolean().ShouldBeTrue();
        merged.GetProperty("fullName").GetString().ShouldBe("Ayşe");
        merged.GetProperty("venueId").GetGuid().ShouldBe(world.First);

        await world.LiftLimitAsync();
        var untouched = await world.GetAsync($"{LeadList}/{foreign.GetProperty("id").GetGuid()}");
        untouched.GetProperty("tags").GetArrayLength().ShouldBe(0);
        untouched.GetProperty("submissions").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_guest_whom_a_limited_caller_reports_touches_no_lead_of_another_venue()
    {
        var foreign = await world.PostAsync(LeadList, new { venueId = "RUH-1", email = "a@example.com" });
        await world.LimitOwnerToAsync(world.First);
        await world.PostAsync(
            Users,
            new
            {
                venueId = "IST-1",
                email = "a@example.com",
                marketingConsent = Consent(),
            }
        );

        await Poll.UntilAsync(
            async () => await world.CountAsync("leads.lead") == 2,
            TimeSpan.FromSeconds(2),
            "no lead came"
        );
        await world.LiftLimitAsync();
        var untouched = await world.GetAsync($"{LeadList}/{foreign.GetProperty("id").GetGuid()}");
        untouched.GetProperty("submissions").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_lead_of_who_is_limited_needs_a_venue_unless_there_is_one_alone()
    {
        await world.LimitOwnerToAsync(world.First);
        var own = await world.PostAsync(LeadList, new { fullName = "Ayşe" });
        own.GetProperty("venueId").GetGuid().ShouldBe(world.First);

        await world.LimitOwnerToAsync(world.First, world.Second);
        using var unclear = await world.Client.PostAsJsonAsync(LeadList, new { fullName = "Ali" });
        unclear.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await unclear.Content.ReadAsStringAsync()).ShouldContain("\"venueId\"");
    }

    [Fact]
    public async Task Only_events_of_the_venues_are_heard_also_after_resuming()
    {
        await world.LimitOwnerToAsync(world.First, world.Second);
        string last;
        using (var both = await EventListener.OpenAsync(world.Server.CreateClient(), world.AccessToken))
        {
            await world.PostAsync(LeadList, new { venueId = "RUH-1", fullName = "Önceki" });
            last = (await both.NextAsync()).Id;
        }

        await world.PostAsync(LeadList, new { venueId = "RUH-1", fullName = "Ali" });
        var own = await world.PostAsync(LeadList, new { venueId = "IST-1", fullName = "Ayşe" });
        await world.LimitOwnerToAsync(world.First);

        using var resumed = await EventListener.OpenAsync(world.Server.CreateClient(), world.AccessToken, last);
        (await resumed.NextAsync()).Data.ShouldContain(own.GetProperty("id").GetGuid().ToString());
        var next = await world.PostAsync(LeadList, new { fullName = "Can" });
        (await resumed.NextAsync()).Data.ShouldContain(next.GetProperty("id").GetGuid().ToString());
    }

    [Fact]
    public async Task Accounts_and_deliveries_are_hidden()
    {
        const string Accounts = "/api/integrations/accounts/";
        var account = await world.PostAsync(Accounts, new { platform = "tiktok", name = "A" });
        var path = $"{Accounts}{account.GetProperty("id").GetGuid()}/";
        await world.LimitOwnerToAsync(world.First);

        (await world.GetAsync(Accounts)).GetProperty("data").GetArrayLength().ShouldBe(0);
        (await world.StatusAsync(HttpMethod.Get, path)).ShouldBe(HttpStatusCode.NotFound);
        (await world.StatusAsync(HttpMethod.Get, path + "logs/")).ShouldBe(HttpStatusCode.NotFound);
        (await world.GetAsync("/api/v1/webhook-events")).GetProperty("data").GetArrayLength().ShouldBe(0);

        await world.ExecuteAsync($"update integrations.account set venue_ids = '{{{world.First}}}'");
        (await world.StatusAsync(HttpMethod.Get, path)).ShouldBe(HttpStatusCode.OK);
    }
}
