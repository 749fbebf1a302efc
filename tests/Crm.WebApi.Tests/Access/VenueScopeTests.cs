using System.Net;
using Crm.TestKit;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Access;

/// <summary>
/// What docs/access.md calls scoped, asked by callers bound to one venue in a tenant where every table holds a row of another
/// venue: its ids are one number and its texts one word, so that a leak anywhere shows.
/// </summary>
public sealed class VenueScopeTests : IAsyncLifetime
{
    private const string Marker = "othervenuessecret";

    private static readonly Guid Other = Guid.CreateVersion7();

    private readonly List<(string Name, HttpClient Client)> bound = [];
    private TestServer server = null!;
    private HttpClient owner = null!;
    private IReadOnlyList<Route> routes = null!;

    public async Task InitializeAsync()
    {
        server = await TestServer.StartAsync(settings: [("CRM_ROLE", "web")]);
        var company = new Company(server, Guid.CreateVersion7());
        await TenantRows.InsertIntoEveryTableAsync(server.Database.ConnectionString, company.TenantId, Other, Marker);
        owner = await company.JoinAsync("owner");
        var venueId = await company.AddVenueAsync();
        bound.Add(("a member", await company.JoinAsync("member", [venueId])));
        bound.Add(("a member without any venue left", await company.JoinAsync("member", [])));
        var scoped = AccessRow
            .All.Where(row => row.IsScoped)
            .Select(row => row.Route)
            .ToHashSet(StringComparer.Ordinal);
        routes = [.. Route.AllOf(server).Where(route => scoped.Contains(route.Name))];
        bound.Add(("a token", (await company.AddTokenAsync(owner, "delete", [venueId])).Client));
    }

    public async Task DisposeAsync()
    {
        bound.ForEach(caller => caller.Client.Dispose());
        owner.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_list_shows_nothing_of_another_venue()
    {
        foreach (var route in routes.Where(route => route.IsList))
        {
            foreach (var (name, client) in bound)
            {
                var (status, body) = await client.AskAsync(route, Other);

                status.ShouldBe(HttpStatusCode.OK, $"{route.Name} by {name}");
                body.ShouldNotContain(Marker, Case.Insensitive, $"{route.Name} by {name}");
                body.ShouldNotContain(Asking.ItsId, Case.Insensitive, $"{route.Name} by {name}");
            }
        }
    }

    [Fact]
    public async Task What_another_venue_has_answers_as_what_is_not_there()
    {
        foreach (var route in routes.Where(route => route.HasIds))
        {
            foreach (var (name, client) in bound)
            {
                var other = await client.AskAsync(route, Other);
                var missing = await client.AskAsync(route, Guid.CreateVersion7());

                other.ShouldBe(missing, $"{route.Name} by {name}");
            }
        }
    }

    [Fact]
    public async Task A_venue_that_is_named_and_not_the_callers_is_forbidden_whether_it_is_there_or_not()
    {
        foreach (var route in routes.Where(route => route.Query.Contains("venueId", StringComparer.Ordinal)))
        {
            foreach (var (name, client) in bound)
            {
                var other = await client.AskAsync(route, Other, $"?venueId={Other}");
                var missing = await client.AskAsync(route, Other, $"?venueId={Guid.CreateVersion7()}");

                other.Status.ShouldBe(HttpStatusCode.Forbidden, $"{route.Name} by {name}");
                missing.ShouldBe(other, $"{route.Name} by {name}");
            }
        }
    }

    // The rows that the others do not see are there: the owner does.
    [Fact]
    public async Task Who_is_bound_to_no_venue_sees_them_all()
    {
        foreach (var route in routes.Where(route => route.IsList))
        {
            var (status, body) = await owner.AskAsync(route, Other);

            status.ShouldBe(HttpStatusCode.OK, route.Name);
            body.ShouldContain(Asking.ItsId, Case.Insensitive, route.Name);
        }
    }
}
