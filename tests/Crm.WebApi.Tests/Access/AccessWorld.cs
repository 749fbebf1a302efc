using Crm.Domain.ApiTokens;
using Crm.Domain.Tenancy;
using Crm.TestKit;
using Xunit;

namespace Crm.WebApi.Tests.Access;

/// <summary>A server and one caller of every kind that there is.</summary>
public sealed class AccessWorld : IAsyncLifetime
{
    private readonly List<Visitor> visitors = [];

    internal TestServer Server { get; private set; } = null!;

    internal IReadOnlyList<Route> Routes { get; private set; } = null!;

    internal IReadOnlyList<Visitor> Visitors => visitors;

    public async Task InitializeAsync()
    {
        Server = await TestServer.StartAsync(settings: [.. World.PlatformAdmin, ("CRM_ROLE", "web")]);
        Routes = Route.AllOf(Server);
        var company = await Company.FoundAsync(Server);
        var venueId = await company.AddVenueAsync();

        visitors.Add(Visitor.Unknown("nobody", Server.CreateClient()));
        visitors.Add(Visitor.Unknown("somebody with an unreadable token", company.Bearer("nonsense")));
        visitors.Add(Visitor.Unknown("a mistyped API token", company.Bearer("crm_AAAAAAAA_" + new string('A', 49))));
        visitors.Add(Visitor.PlatformAdmin(await Server.SignInPlatformAdminAsync()));
        await AddPeopleAsync(company, venueId);
        await AddTokensAsync(company, venueId);
    }

    public async Task DisposeAsync()
    {
        visitors.ForEach(visitor => visitor.Client.Dispose());
        await Server.DisposeAsync();
    }

    private async Task AddPeopleAsync(Company company, Guid venueId)
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            var name = $"{role}".ToLowerInvariant();
            visitors.Add(Visitor.Person(name, await company.JoinAsync(name), role));
        }

        var bound = await company.JoinAsync("member", [venueId]);
        visitors.Add(Visitor.Person("venue-bound member", bound, Role.Member, isBound: true));
        var lapsed = await Company.FoundAsync(Server);
        await lapsed.EndSubscriptionAsync();
        var owner = await lapsed.JoinAsync("owner");
        visitors.Add(Visitor.Person("owner without a subscription", owner, Role.Owner, isLapsed: true));
    }

    private async Task AddTokensAsync(Company company, Guid venueId)
    {
        using var owner = await company.JoinAsync("owner");
        foreach (var permission in Enum.GetValues<TokenPermission>())
        {
            var name = $"{permission}".ToLowerInvariant();
            var (_, unbound) = await company.AddTokenAsync(owner, name);
            visitors.Add(Visitor.Token($"{name} token", unbound, permission));
            var (_, bound) = await company.AddTokenAsync(owner, name, [venueId]);
            visitors.Add(Visitor.Token($"venue-bound {name} token", bound, permission, isBound: true));
        }

        var stranger = await Company.FoundAsync(Server);
        using var theirOwner = await stranger.JoinAsync("owner");
        var (_, theirs) = await stranger.AddTokenAsync(theirOwner, "delete");
        visitors.Add(Visitor.Token("token of another tenant", theirs, TokenPermission.Delete));

        var (_, elsewhere) = await company.AddTokenAsync(owner, "delete", allowedIps: ["203.0.113.7"]);
        visitors.Add(Visitor.Misplaced("token from a forbidden address", elsewhere));
        visitors.Add(Visitor.Unknown("expired token", await ExpiredAsync(company, owner)));
        visitors.Add(Visitor.Unknown("revoked token", await RevokedAsync(company, owner)));
    }

    private async Task<HttpClient> ExpiredAsync(Company company, HttpClient owner)
    {
        var (_, client) = await company.AddTokenAsync(
            owner,
            "delete",
            expiresAt: Server.Clock.GetUtcNow().AddMinutes(5)
        );
        Server.Clock.Advance(TimeSpan.FromMinutes(10));

        return client;
    }

    private static async Task<HttpClient> RevokedAsync(Company company, HttpClient owner)
    {
        var (id, client) = await company.AddTokenAsync(owner, "delete");
        using var revoked = await owner.DeleteAsync($"/api/v1/api-tokens/{id}");
        revoked.EnsureSuccessStatusCode();
        await Poll.UntilAsync(
            async () =>
            {
                using var response = await client.GetAsync("/api/v1/leads");
                return (int)response.StatusCode is 401;
            },
            TimeSpan.FromSeconds(2),
            "A revoked token still gets in."
        );

        return client;
    }
}
