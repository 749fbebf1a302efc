using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Crm.WebApi.Tests.Leads;
using Shouldly;
using Xunit;
using static Crm.WebApi.Tests.Venues.VenueWorld;

namespace Crm.WebApi.Tests.Venues;

public sealed class HotspotUsersTests(SharedServer shared) : IClassFixture<SharedServer>, IAsyncLifetime
{
    private VenueWorld world = null!;

    public async Task InitializeAsync() => world = await VenueWorld.CreateAsync(shared.Server);

    public Task DisposeAsync()
    {
        world.Dispose();

        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_guest_is_added_read_replaced_changed_and_deleted()
    {
        using var response = await world.Client.PostAsJsonAsync(
            Users,
            new
            {
                venueId = "IST-1",
                fullName = "Işıl Güneş",
                email = "Isil@Example.com",
                phone = "0532 123 45 67",
                macAddress = "AA-BB-CC-DD-EE-FF",
                language = "tr-TR",
                customFields = new { room = 12 },
            }
        );
        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        var path = response.Headers.Location!.ToString();
        var added = await JsonAsync(response);
        added.GetProperty("venueId").GetGuid().ShouldBe(world.First);
        added.GetProperty("phone").GetString().ShouldBe("+905321234567");
        added.GetProperty("macAddress").GetString().ShouldBe("aa:bb:cc:dd:ee:ff");
        added.GetProperty("visitCount").GetInt32().ShouldBe(1);
        added.GetProperty("customFields").GetProperty("room").GetInt32().ShouldBe(12);
        JsonElement.DeepEquals(await world.GetAsync(path), added).ShouldBeTrue();

        var changed = await JsonAsync(await world.Client.PatchAsJsonAsync(path, new { fullName = "Işıl" }));
        changed.GetProperty("email").GetString().ShouldBe("Isil@Example.com");
        var replaced = await JsonAsync(
            await world.Client.PutAsJsonAsync(path, new { venueId = "RUH-1", phone = "+966501234567" })
        );
        replaced.GetProperty("fullName").ValueKind.ShouldBe(JsonValueKind.Null);
        replaced.GetProperty("venueId").GetGuid().ShouldBe(world.Second);

        (await world.StatusAsync(HttpMethod.Delete, path)).ShouldBe(HttpStatusCode.NoContent);
        (await world.StatusAsync(HttpMethod.Get, path)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_same_device_phone_or_address_is_a_visit_and_fills_what_was_unknown()
    {
        var first = await world.PostAsync(Users, new { venueId = "IST-1", macAddress = "aabb.ccdd.eeff" });
        world.Server.Clock.Advance(TimeSpan.FromMinutes(5));
        using var again = await world.Client.PostAsJsonAsync(
            Users,
            new
            {
                venueId = world.First,
                macAddress = "aa:bb:cc:dd:ee:ff",
                email = "a@example.com",
            }
        );
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        var second = await JsonAsync(again);
        var third = await world.PostAsync(
            Users,
            new
            {
                venueId = "IST-1",
                email = "A@example.com",
                phone = "05321234567",
            }
        );

        third.GetProperty("id").GetGuid().ShouldBe(first.GetProperty("id").GetGuid());
        third.GetProperty("visitCount").GetInt32().ShouldBe(3);
        third.GetProperty("phone").GetString().ShouldBe("+905321234567");
        second
            .GetProperty("firstSeenAt")
            .GetDateTimeOffset()
            .ShouldBe(first.GetProperty("firstSeenAt").GetDateTimeOffset());
        second
            .GetProperty("lastSeenAt")
            .GetDateTimeOffset()
            .ShouldBeGreaterThan(first.GetProperty("lastSeenAt").GetDateTimeOffset());

        using var elsewhere = await world.Client.PostAsJsonAsync(
            Users,
            new { venueId = "RUH-1", macAddress = "aa:bb:cc:dd:ee:ff" }
        );
        elsewhere.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task The_same_guest_fifty_times_at_once_on_two_servers_is_one_guest_and_one_lead()
    {
        await using var second = await TestServer.StartAsync(world.Server.Database, world.Server.Clock);
        using var other = await second.ClientForAsync(world.Owner);

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 50)
                .Select(number =>
                    (number % 2 == 0 ? world.Client : other).PostAsJsonAsync(
                        Users,
                        new
                        {
                            venueId = "IST-1",
                            phone = "05321234567",
                            macAddress = "aa:bb:cc:dd:ee:ff",
                            fullName = "Ayşe",
                            marketingConsent = Consent(),
                        }
                    )
                )
        );

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(49);
        var page = await world.GetAsync(Users + "?includeTotal=true");
        page.GetProperty("total").GetInt32().ShouldBe(1);
        page.GetProperty("data")[0].GetProperty("visitCount").GetInt32().ShouldBe(50);
        (await world.CountAsync("venues.guest_consent")).ShouldBe(1);
        await Poll.UntilAsync(
            async () => await world.CountAsync("leads.lead") == 1,
            TimeSpan.FromSeconds(2),
            "no lead came"
        );
        (await world.CountAsync("leads.submission")).ShouldBe(1);
    }

    [Fact]
    public async Task One_guest_by_device_and_by_phone_at_once_is_visited_each_time_and_no_answer_is_lost()
    {
        const string Mac = "aa:bb:cc:dd:ee:ff";
        const string Phone = "+905321234567";
        await world.PostAsync(
            Users,
            new
            {
                venueId = "IST-1",
                macAddress = Mac,
                phone = Phone,
            }
        );

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(number =>
                    world.Client.PostAsJsonAsync(
                        Users,
                        number % 2 == 0
                            ? new { venueId = "IST-1", macAddress = Mac }
                            : (object)
                                new
                                {
                                    venueId = "IST-1",
                                    phone = Phone,
                                    marketingConsent = Consent($"2026-11-20T10:{10 + number}:00Z"),
                                }
                    )
                )
        );

        answers.Select(answer => answer.StatusCode).ShouldBe(Enumerable.Repeat(HttpStatusCode.OK, 20));
        var guest = (await world.GetAsync(Users)).GetProperty("data").EnumerateArray().ShouldHaveSingleItem();
        guest.GetProperty("visitCount").GetInt32().ShouldBe(21);
        (await world.CountAsync("venues.guest_consent")).ShouldBe(10);
    }

    [Fact]
    public async Task A_list_is_filtered_searched_and_paged()
    {
        foreach (var name in new[] { "Işıl Güneş", "محمد الحربي", "Emma" })
        {
            await world.PostAsync(Users, new { venueId = "IST-1", fullName = name });
            world.Server.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await world.PostAsync(
            Users,
            new
            {
                venueId = "RUH-1",
                fullName = "Ali",
                macAddress = "001122334455",
            }
        );

        (await world.NamesAsync(Users)).ShouldBe(["Ali", "Emma", "محمد الحربي", "Işıl Güneş"]);
        (await world.NamesAsync(Users + "?venueId=IST-1&q=ISIL")).ShouldBe(["Işıl Güneş"]);
        (await world.NamesAsync(Users + "?q=00:11:22")).ShouldBe(["Ali"]);
        (await world.NamesAsync(Users + "?q=" + Uri.EscapeDataString("مُحَمَّد"))).ShouldBe(["محمد الحربي"]);
        (await world.NamesAsync(Users + "?to=2020-01-01T00:00:00Z")).ShouldBeEmpty();
        (await world.NamesAsync(Users + "?from=2020-01-01T00:00:00Z")).Count.ShouldBe(4);
        var page = await world.GetAsync(Users + "?limit=3");
        var next = await world.NamesAsync($"{Users}?limit=3&cursor={page.GetProperty("nextCursor").GetString()}");
        next.ShouldBe(["Işıl Güneş"]);
        (await world.StatusAsync(HttpMethod.Get, Users + "?venueId=missing")).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Two_guests_of_a_venue_do_not_become_the_same_by_a_correction()
    {
        await world.PostAsync(Users, new { venueId = "IST-1", email = "a@example.com" });
        var other = await world.PostAsync(Users, new { venueId = "IST-1", email = "b@example.com" });

        using var response = await world.Client.PatchAsJsonAsync(
            $"{Users}/{other.GetProperty("id").GetGuid()}",
            new { email = "A@example.com" }
        );

        response.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData("""{"venueId":"IST-1"}""", "macAddress")]
    [InlineData("""{"venueId":"IST-1","macAddress":"aa:bb"}""", "macAddress")]
    [InlineData("""{"venueId":"IST-1","phone":"call me"}""", "phone")]
    [InlineData("""{"venueId":"IST-1","email":"nonsense"}""", "email")]
    [InlineData("""{"venueId":"IST-1","fullName":"A","language":"turkish please"}""", "language")]
    [InlineData("""{"venueId":"IST-1","fullName":"A","customFields":[1]}""", "customFields")]
    [InlineData("""{"venueId":"IST-1","fullName":"A","marketingConsent":{"granted":true}}""", "marketingConsent.text")]
    [InlineData(
        """{"venueId":"IST-1","fullName":"A","marketingConsent":{"granted":true,"text":"x","ip":"home"}}""",
        "marketingConsent.ip"
    )]
    [InlineData("""{"fullName":"A"}""", "venueId")]
    public async Task What_cannot_be_taken_is_named(string body, string member)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await world.Client.PostAsync(Users, content);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("errors").TryGetProperty(member, out _).ShouldBeTrue(problem.ToString());
    }
}
