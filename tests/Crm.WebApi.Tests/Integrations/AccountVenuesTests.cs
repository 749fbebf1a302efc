using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Integrations;

/// <summary>An account works for the venues that an admin names, by id or by the company's own external id.</summary>
public sealed class AccountVenuesTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Accounts = "/api/integrations/accounts";

    private readonly TestServer server = shared.Server;

    [Fact]
    public async Task It_is_made_for_venues_and_moved_to_others()
    {
        using var owner = await server.RegisterTenantAsync();
        var (first, second) = (await VenueAsync(owner, "ilk"), await VenueAsync(owner, "ikinci"));

        using var created = await owner.Client.PostAsJsonAsync(Accounts, Shop(venueIds: ["ilk", first, "ilk"]));
        var account = await created.ShouldBeAsync(HttpStatusCode.Created);
        Venues(account).ShouldBe([first]);

        var path = $"{Accounts}/{account.GetProperty("id").GetGuid()}";
        using var moved = await owner.Client.PatchAsJsonAsync(path, new { venueIds = new[] { second } });
        Venues(await moved.ShouldBeAsync(HttpStatusCode.OK)).ShouldBe([second]);
        using var renamed = await owner.Client.PatchAsJsonAsync(path, new { name = "Another" });
        Venues(await renamed.ShouldBeAsync(HttpStatusCode.OK)).ShouldBe([second]);
        using var everywhere = await owner.Client.PatchAsJsonAsync(path, new { venueIds = Array.Empty<string>() });
        Venues(await everywhere.ShouldBeAsync(HttpStatusCode.OK)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_venue_that_is_not_there_is_refused_and_nothing_is_made_or_moved()
    {
        using var owner = await server.RegisterTenantAsync();
        using var other = await server.RegisterTenantAsync();
        var foreign = await VenueAsync(other, "theirs");

        using var refused = await owner.Client.PostAsJsonAsync(Accounts, Shop(venueIds: [foreign]));
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var none = await owner.Client.GetFromJsonAsync<JsonElement>(Accounts);
        none.GetProperty("data").EnumerateArray().ShouldBeEmpty();

        using var created = await owner.Client.PostAsJsonAsync(Accounts, Shop(venueIds: []));
        var id = (await created.ShouldBeAsync(HttpStatusCode.Created)).GetProperty("id").GetGuid();
        using var stays = await owner.Client.PatchAsJsonAsync(
            $"{Accounts}/{id}",
            new { name = "Moved", venueIds = new[] { foreign } }
        );
        stays.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var account = await owner.Client.GetFromJsonAsync<JsonElement>($"{Accounts}/{id}");
        account.GetProperty("name").GetString().ShouldBe("Shop");
    }

    [Fact]
    public async Task Of_several_venues_a_single_missing_one_refuses_all()
    {
        using var owner = await server.RegisterTenantAsync();
        var first = await VenueAsync(owner, "ilk");

        foreach (var missing in new[] { Guid.CreateVersion7().ToString(), "yok" })
        {
            using var refused = await owner.Client.PostAsJsonAsync(Accounts, Shop(venueIds: [first, missing, "ilk"]));
            (await refused.ProblemAsync(HttpStatusCode.Forbidden)).ShouldBe("forbidden");
        }
    }

    [Fact]
    public async Task A_venue_is_not_deleted_while_an_account_works_for_it()
    {
        using var owner = await server.RegisterTenantAsync();
        var venue = await VenueAsync(owner, "dolu");
        using var created = await owner.Client.PostAsJsonAsync(Accounts, Shop(venueIds: [venue]));
        var id = (await created.ShouldBeAsync(HttpStatusCode.Created)).GetProperty("id").GetGuid();

        using var refused = await owner.Client.DeleteAsync($"/api/v1/venues/{venue}");

        var problem = await refused.ShouldBeAsync(HttpStatusCode.Conflict);
        problem.GetProperty("code").GetString().ShouldBe("venue_in_use");
        problem.GetProperty("detail").GetString()!.ShouldContain("1 accounts");
        using var moved = await owner.Client.PatchAsJsonAsync(
            $"{Accounts}/{id}",
            new { venueIds = Array.Empty<string>() }
        );
        await moved.ShouldBeAsync(HttpStatusCode.OK);
        using var deleted = await owner.Client.DeleteAsync($"/api/v1/venues/{venue}");
        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task The_log_is_told_by_direction_and_outcome()
    {
        using var owner = await server.RegisterTenantAsync();
        using var created = await owner.Client.PostAsJsonAsync(Accounts, Shop(venueIds: []));
        var id = (await created.ShouldBeAsync(HttpStatusCode.Created)).GetProperty("id").GetGuid();
        await OtherTransaction.CommitAsync(
            server,
            owner.TenantId,
            $"""
            insert into integrations.log_entry (tenant_id, id, account_id, at, direction, action, outcome)
            select '{owner.TenantId}', gen_random_uuid(), '{id}', now(), direction, direction || '-' || outcome, outcome
            from unnest(array['outbound', 'inbound']) direction, unnest(array['ok', 'failed']) outcome
            """
        );

        (await ActionsAsync("outcome=failed")).ShouldBe(["inbound-failed", "outbound-failed"]);
        (await ActionsAsync("direction=inbound")).ShouldBe(["inbound-failed", "inbound-ok"]);
        (await ActionsAsync("direction=outbound&outcome=ok")).ShouldBe(["outbound-ok"]);
        using var unknown = await owner.Client.GetAsync($"{Accounts}/{id}/logs?outcome=perhaps");
        unknown.StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        async Task<IReadOnlyList<string?>> ActionsAsync(string query) =>
            [
                .. (await owner.Client.GetFromJsonAsync<JsonElement>($"{Accounts}/{id}/logs?{query}"))
                    .GetProperty("data")
                    .EnumerateArray()
                    .Select(entry => entry.GetProperty("action").GetString())
                    .Order(StringComparer.Ordinal),
            ];
    }

    private static object Shop(string[] venueIds) =>
        new
        {
            platform = "tiktok_leads",
            name = "Shop",
            venueIds,
        };

    private static async Task<string> VenueAsync(SignedIn owner, string externalId)
    {
        using var created = await owner.Client.PostAsJsonAsync("/api/v1/venues", new { name = externalId, externalId });

        return (await created.ShouldBeAsync(HttpStatusCode.Created)).GetProperty("id").GetString()!;
    }

    private static IEnumerable<string?> Venues(JsonElement account) =>
        account.GetProperty("venueIds").EnumerateArray().Select(venue => venue.GetString());
}
