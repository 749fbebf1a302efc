using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.WebApi.Tests.ApiTokens;
using Crm.WebApi.Tests.Identity;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Venues;

public sealed class VenuesApiTests(SharedServer shared) : IClassFixture<SharedServer>, IAsyncLifetime
{
    private const string Venues = "/api/v1/venues";

    private VenueWorld world = null!;

    public async Task InitializeAsync() => world = await VenueWorld.CreateAsync(shared.Server);

    public Task DisposeAsync()
    {
        world.Dispose();

        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_venue_is_created_changed_and_deleted()
    {
        var created = await world.PostAsync(
            Venues,
            new
            {
                name = " Şube ",
                externalId = "S-9",
                timeZone = "Europe/Istanbul",
                address = "İzmir",
            }
        );
        var path = $"{Venues}/{created.GetProperty("id").GetGuid()}";
        created.GetProperty("name").GetString().ShouldBe("Şube");
        created.GetProperty("accessLogRetentionDays").GetInt32().ShouldBe(730);

        using var read = await world.Client.GetAsync(path);
        using var change = new HttpRequestMessage(HttpMethod.Patch, path);
        change.Headers.IfMatch.Add(read.Headers.ETag!);
        change.Content = JsonContent.Create(new { address = "", accessLogRetentionDays = 400 });
        var changed = await VenueWorld.JsonAsync(await world.Client.SendAsync(change));
        changed.GetProperty("address").ValueKind.ShouldBe(JsonValueKind.Null);
        changed.GetProperty("externalId").GetString().ShouldBe("S-9");
        changed.GetProperty("accessLogRetentionDays").GetInt32().ShouldBe(400);

        using var late = new HttpRequestMessage(HttpMethod.Patch, path);
        late.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(read.Headers.ETag!.ToString()));
        late.Content = JsonContent.Create(new { name = "Geç" });
        using var refused = await world.Client.SendAsync(late);
        refused.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);

        (await world.StatusAsync(HttpMethod.Delete, path)).ShouldBe(HttpStatusCode.NoContent);
        (await world.StatusAsync(HttpMethod.Get, path)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_external_id_names_one_venue()
    {
        using var taken = await world.Client.PostAsJsonAsync(Venues, new { name = "A", externalId = "IST-1" });
        (await taken.ProblemAsync(HttpStatusCode.Conflict)).ShouldBe("external_id_taken");

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .Select(number =>
                    world.Client.PostAsJsonAsync(Venues, new { name = $"V{number}", externalId = "same" })
                )
        );
        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict).ShouldBe(9);
    }

    [Theory]
    [InlineData("D")]
    [InlineData("N")]
    [InlineData("B")]
    public async Task An_external_id_never_looks_like_the_id_of_a_venue(string format)
    {
        var like = $" {world.First.ToString(format).ToUpperInvariant()} ";

        using var created = await world.Client.PostAsJsonAsync(Venues, new { name = "A", externalId = like });
        using var changed = await world.Client.PatchAsJsonAsync($"{Venues}/{world.Second}", new { externalId = like });

        foreach (var refused in new[] { created, changed })
        {
            (await refused.ShouldBeAsync(HttpStatusCode.BadRequest))
                .GetProperty("errors")
                .TryGetProperty("externalId", out _)
                .ShouldBeTrue();
        }
    }

    [Fact]
    public async Task An_id_names_its_own_venue_even_if_another_one_calls_itself_so()
    {
        await world.ExecuteAsync($"update venues.venue set external_id = '{world.First}' where id = '{world.Second}'");

        var user = await world.PostAsync(VenueWorld.Users, new { venueId = world.First, fullName = "Ayşe" });

        user.GetProperty("venueId").GetGuid().ShouldBe(world.First);
    }

    [Fact]
    public async Task A_limited_token_neither_takes_nor_tries_external_ids()
    {
        var token = await world.Owner.IssueTokenAsync(TokenWorld.Write, [world.Second.ToString()]);
        using var bound = world.Server.ClientWith(token.Token);
        var path = $"{Venues}/{world.Second}";

        foreach (var wanted in new[] { "IST-1", "free", "" })
        {
            using var refused = await bound.PatchAsJsonAsync(path, new { externalId = wanted });
            (await refused.ProblemAsync(HttpStatusCode.Forbidden)).ShouldBe("forbidden");
        }

        using var same = await bound.PatchAsJsonAsync(path, new { name = "Yeni ad", externalId = "RUH-1" });
        await same.ShouldBeAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task No_token_changes_how_long_the_access_log_is_kept()
    {
        var token = await world.Owner.IssueTokenAsync(TokenWorld.Write);
        using var client = world.Server.ClientWith(token.Token);
        var path = $"{Venues}/{world.First}";

        using var refused = await client.PatchAsJsonAsync(path, new { accessLogRetentionDays = 365 });
        using var renamed = await client.PatchAsJsonAsync(path, new { name = "Yeni ad" });

        (await refused.ProblemAsync(HttpStatusCode.Forbidden)).ShouldBe("forbidden");
        (await renamed.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("accessLogRetentionDays").GetInt32().ShouldBe(730);
    }

    [Fact]
    public async Task A_venue_that_something_belongs_to_is_not_deleted()
    {
        await world.PostAsync(VenueWorld.Users, new { venueId = "IST-1", fullName = "Ayşe" });
        await world.PostAsync(VenueWorld.LeadList, new { venueId = "IST-1", fullName = "Ayşe" });

        using var response = await world.Client.DeleteAsync($"{Venues}/{world.First}");

        response.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("code").GetString().ShouldBe("venue_in_use");
        problem.GetProperty("detail").GetString()!.ShouldContain("1 hotspot users, 1 leads");
    }

    [Fact]
    public async Task An_external_id_names_another_venue_as_soon_as_it_is_given_to_it()
    {
        const string Users = VenueWorld.Users;
        await world.PostAsync(Users, new { venueId = "IST-1", fullName = "Ayşe" });
        await VenueWorld.JsonAsync(
            await world.Client.PatchAsJsonAsync($"{Venues}/{world.First}", new { externalId = "OLD" })
        );
        (await world.StatusAsync(HttpMethod.Get, Users + "?venueId=IST-1")).ShouldBe(HttpStatusCode.Forbidden);
        var heir = await world.AddVenueAsync("Yeni", "IST-1");

        var user = await world.PostAsync(Users, new { venueId = "IST-1", fullName = "Ali" });
        user.GetProperty("venueId").GetGuid().ShouldBe(heir);
    }

    [Fact]
    public async Task Who_is_limited_sees_their_venues_and_creates_none()
    {
        await world.LimitOwnerToAsync(world.First);

        var listed = await world.GetAsync(Venues + "?includeTotal=true");
        listed.GetProperty("total").GetInt32().ShouldBe(1);
        listed.GetProperty("data")[0].GetProperty("id").GetGuid().ShouldBe(world.First);
        (await world.StatusAsync(HttpMethod.Get, $"{Venues}/{world.Second}")).ShouldBe(HttpStatusCode.NotFound);
        (await world.StatusAsync(HttpMethod.Delete, $"{Venues}/{world.Second}")).ShouldBe(HttpStatusCode.NotFound);
        (await world.StatusAsync(HttpMethod.Post, Venues, new { name = "A" })).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("""{"name":" "}""", "name")]
    [InlineData("""{"name":"A","timeZone":"Mars/Base"}""", "timeZone")]
    [InlineData("""{"name":"A","accessLogRetentionDays":10}""", "accessLogRetentionDays")]
    [InlineData("""{"name":"A","surprise":1}""", "surprise")]
    public async Task What_cannot_be_taken_is_named(string body, string member)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await world.Client.PostAsync(Venues, content);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("errors").TryGetProperty(member, out _).ShouldBeTrue(problem.ToString());
    }
}
