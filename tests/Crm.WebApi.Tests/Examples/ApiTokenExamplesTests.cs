using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Examples;

/// <summary>The examples of the document on API tokens, run as their readers would run them.</summary>
public sealed class ApiTokenExamplesTests(SharedServer shared) : IClassFixture<SharedServer>
{
    /// <summary>As the document writes it: the id that the customer's own system gave to the venue.</summary>
    private const string Venue = "507f1f77bcf86cd799439011";

    private const string Token = "your-api-token-here";

    private readonly TestServer server = shared.Server;

    [Theory]
    [Example("api-tokens/hotspot-users.sh")]
    [Example("api-tokens/hotspot-users.js", "console.log(data);")]
    [Example("api-tokens/hotspot-users.py", "print(json.dumps(data))")]
    public async Task A_token_lists_the_guests_of_a_venue(string example, string call)
    {
        using var owner = await server.RegisterTenantAsync();
        var venueId = await AddVenueAsync(owner, Venue);
        await AddGuestAsync(owner, venueId, "Ayşe Yılmaz");
        await AddGuestAsync(owner, await AddVenueAsync(owner, "another"), "Somebody Else");
        var token = await AddTokenAsync(owner, venueIds: null);

        var answer = await new Example(example).At(server.Address).With(Token, token).Calling(call).AnswerAsync();

        var guest = answer.GetProperty("data").EnumerateArray().ShouldHaveSingleItem();
        guest.GetProperty("fullName").GetString().ShouldBe("Ayşe Yılmaz");
        guest.GetProperty("venueId").GetGuid().ShouldBe(venueId);
        answer.GetProperty("nextCursor").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [Example("api-tokens/hotspot-users.sh")]
    [Example("api-tokens/hotspot-users.js", "console.log(data);")]
    [Example("api-tokens/hotspot-users.py", "print(json.dumps(data))")]
    public async Task A_token_bound_to_the_venue_may_list_it(string example, string call)
    {
        using var owner = await server.RegisterTenantAsync();
        var token = await AddTokenAsync(owner, [await AddVenueAsync(owner, Venue)]);

        var answer = await new Example(example).At(server.Address).With(Token, token).Calling(call).AnswerAsync();

        answer.GetProperty("data").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [Example("api-tokens/hotspot-users.sh")]
    [Example("api-tokens/hotspot-users.js", "console.log(data);")]
    [Example("api-tokens/hotspot-users.py", "print(json.dumps(data))")]
    public async Task A_token_bound_to_another_venue_gets_the_documented_403(string example, string call)
    {
        using var owner = await server.RegisterTenantAsync();
        await AddVenueAsync(owner, Venue);
        var token = await AddTokenAsync(owner, [await AddVenueAsync(owner, "another")]);

        var answer = await new Example(example).At(server.Address).With(Token, token).Calling(call).AnswerAsync();

        answer.ShouldSay("api-tokens/forbidden.json");
        answer.GetProperty("statusCode").GetInt32().ShouldBe(403);
    }

    [Theory]
    [Example("api-tokens/hotspot-users.sh")]
    [Example("api-tokens/hotspot-users.js", "console.log(data);")]
    [Example("api-tokens/hotspot-users.py", "print(json.dumps(data))")]
    public async Task The_placeholder_of_the_example_gets_the_documented_401(string example, string call)
    {
        var answer = await new Example(example).At(server.Address).Calling(call).AnswerAsync();

        answer.ShouldSay("api-tokens/unauthorized.json");
        answer.GetProperty("statusCode").GetInt32().ShouldBe(401);
    }

    [Fact]
    public async Task A_token_that_reads_may_not_write_and_hears_the_documented_403()
    {
        using var owner = await server.RegisterTenantAsync();
        await AddVenueAsync(owner, Venue);
        using var client = server.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", await AddTokenAsync(owner, venueIds: null));

        using var response = await client.PostAsJsonAsync(
            "/api/v1/hotspot-users",
            new { venueId = Venue, fullName = "X" }
        );

        (await response.ShouldBeAsync(HttpStatusCode.Forbidden)).ShouldSay("api-tokens/forbidden.json");
    }

    private static async Task<Guid> AddVenueAsync(SignedIn owner, string externalId)
    {
        var venue = await PostAsync(owner, "/api/v1/venues", new { name = $"Venue {externalId}", externalId });

        return venue.GetProperty("id").GetGuid();
    }

    private static Task<JsonElement> AddGuestAsync(SignedIn owner, Guid venueId, string fullName) =>
        PostAsync(owner, "/api/v1/hotspot-users", new { venueId, fullName });

    private static async Task<string> AddTokenAsync(SignedIn owner, Guid[]? venueIds)
    {
        var created = await PostAsync(
            owner,
            "/api/v1/api-tokens",
            new
            {
                name = "Example",
                permissions = (string[])["read"],
                venueIds,
            }
        );

        return created.GetProperty("token").GetString()!;
    }

    private static async Task<JsonElement> PostAsync(SignedIn owner, string path, object body)
    {
        using var response = await owner.Client.PostAsJsonAsync(path, body);

        return await response.ShouldBeAsync(HttpStatusCode.Created);
    }
}
