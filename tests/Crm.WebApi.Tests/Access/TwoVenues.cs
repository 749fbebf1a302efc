using Crm.TestKit;
using Xunit;

namespace Crm.WebApi.Tests.Access;

/// <summary>
/// Callers bound to one venue in a tenant where every table holds a row of another venue: its ids are one number and its
/// texts one word, so that a leak anywhere shows.
/// </summary>
public sealed class TwoVenues : IAsyncLifetime
{
    public const string Marker = "othervenuessecret";

    public static readonly Guid Other = Guid.CreateVersion7();

    private readonly List<(string Name, HttpClient Client)> bound = [];
    private TestServer server = null!;

    public IReadOnlyList<(string Name, HttpClient Client)> Bound => bound;

    public HttpClient Owner { get; private set; } = null!;

    internal IReadOnlyList<Route> Routes { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        server = await TestServer.StartAsync(settings: [("CRM_ROLE", "web")]);
        var company = new Company(server, Guid.CreateVersion7());
        await TenantRows.InsertIntoEveryTableAsync(server.Database.ConnectionString, company.TenantId, Other, Marker);
        Owner = await company.JoinAsync("owner");
        var venueId = await company.AddVenueAsync();
        bound.Add(("a member", await company.JoinAsync("member", [venueId])));
        bound.Add(("a member without any venue left", await company.JoinAsync("member", [])));
        bound.Add(("a token", (await company.AddTokenAsync(Owner, "delete", [venueId])).Client));
        var scoped = AccessRow
            .All.Where(row => row.IsScoped)
            .Select(row => row.Route)
            .ToHashSet(StringComparer.Ordinal);
        Routes = [.. Route.AllOf(server).Where(route => scoped.Contains(route.Name))];
    }

    public async Task DisposeAsync()
    {
        bound.ForEach(caller => caller.Client.Dispose());
        Owner.Dispose();
        await server.DisposeAsync();
    }
}
