using System.Net;
using System.Net.Http.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Access;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Isolation;

/// <summary>
/// Every route that API tokens reach, asked by one tenant's tokens for another's things, of which there is one in every table.
/// </summary>
public sealed class TokenIsolationTests(NeighbourServer neighbour) : IClassFixture<NeighbourServer>, IAsyncLifetime
{
    private readonly List<(string Name, HttpClient Client)> tokens = [];
    private readonly TestServer server = neighbour.Server;
    private IReadOnlyList<Route> routes = null!;

    public async Task InitializeAsync()
    {
        var open = AccessRow.All.Where(row => row.Tokens is not "–").Select(row => row.Route).ToList();
        routes = [.. Route.AllOf(server).Where(route => open.Contains(route.Name, StringComparer.Ordinal))];
        await AddTokensAsync();
    }

    public Task DisposeAsync()
    {
        tokens.ForEach(token => token.Client.Dispose());

        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_foreign_id_gives_the_answer_of_a_missing_one()
    {
        foreach (var route in routes.Where(route => route.HasIds))
        {
            foreach (var (name, client) in tokens)
            {
                var foreign = await client.AskAsync(route, NeighbourServer.Foreign);
                var missing = await client.AskAsync(route, Guid.CreateVersion7());

                foreign.ShouldBe(missing, $"{route.Name} by {name}");
                ((int)foreign.Status).ShouldBeInRange(400, 499, $"{route.Name} by {name}");
            }
        }
    }

    [Fact]
    public async Task No_list_shows_anything_of_another_tenant()
    {
        foreach (var route in routes.Where(route => route.IsList))
        {
            foreach (var (name, client) in tokens)
            {
                var (status, body) = await client.AskAsync(route, NeighbourServer.Foreign);

                status.ShouldBe(HttpStatusCode.OK, $"{route.Name} by {name}");
                body.ShouldNotContain(NeighbourServer.Marker, Case.Insensitive, $"{route.Name} by {name}");
                body.ShouldNotContain(Asking.ItsId, Case.Insensitive, $"{route.Name} by {name}");
            }
        }
    }

    [Fact]
    public async Task A_venue_in_a_query_is_forbidden_whether_it_is_foreign_or_missing()
    {
        foreach (var route in routes.Where(route => route.Query.Contains("venueId", StringComparer.Ordinal)))
        {
            foreach (var (name, client) in tokens)
            {
                var foreign = await client.AskAsync(
                    route,
                    NeighbourServer.Foreign,
                    $"?venueId={NeighbourServer.Foreign}"
                );
                var missing = await client.AskAsync(
                    route,
                    NeighbourServer.Foreign,
                    $"?venueId={Guid.CreateVersion7()}"
                );

                foreign.Status.ShouldBe(HttpStatusCode.Forbidden, $"{route.Name} by {name}");
                foreign.ShouldBe(missing, $"{route.Name} by {name}");
            }
        }
    }

    [Theory]
    [InlineData("POST /api/v1/leads")]
    [InlineData("POST /api/v1/hotspot-users")]
    public async Task A_venue_in_a_body_is_forbidden_whether_it_is_foreign_or_missing(string name)
    {
        foreach (var route in routes.Where(route => route.Name == name))
        {
            foreach (var (token, client) in tokens)
            {
                var foreign = await client.AskAsync(
                    route,
                    NeighbourServer.Foreign,
                    content: At(NeighbourServer.Foreign)
                );
                var missing = await client.AskAsync(route, NeighbourServer.Foreign, content: At(Guid.CreateVersion7()));

                foreign.Status.ShouldBe(HttpStatusCode.Forbidden, $"{name} by {token}: {foreign.Body}");
                foreign.ShouldBe(missing, $"{name} by {token}");
            }
        }
    }

    private static JsonContent At(Guid venueId) => JsonContent.Create(new { venueId, fullName = "Ayşe" });

    private async Task AddTokensAsync()
    {
        var company = await Company.FoundAsync(server);
        using var owner = await company.JoinAsync("owner");
        var venueId = await company.AddVenueAsync();
        tokens.Add(("a token", (await company.AddTokenAsync(owner, "delete")).Client));
        tokens.Add(("a venue-bound token", (await company.AddTokenAsync(owner, "delete", [venueId])).Client));
    }
}
