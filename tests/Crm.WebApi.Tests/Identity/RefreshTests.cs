using System.Net;
using Crm.TestKit;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Identity;

public sealed class RefreshTests(SharedServer shared) : IClassFixture<SharedServer>, IAsyncLifetime
{
    private readonly TestServer server = shared.Server;
    private readonly HttpClient client = shared.Server.CreateClient();
    private SignedIn owner = null!;

    public async Task InitializeAsync() => owner = await server.RegisterTenantAsync();

    public Task DisposeAsync()
    {
        owner.Dispose();
        client.Dispose();

        return Task.CompletedTask;
    }

    [Fact]
    public async Task Each_refresh_spends_the_token_and_gives_the_next()
    {
        var second = await client.RefreshedAsync(owner.RefreshToken);
        var third = await client.RefreshedAsync(second);

        second.ShouldStartWith("crmr_");
        new[] { owner.RefreshToken, second, third }.Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task Two_servers_give_the_same_successor_for_the_token_just_spent()
    {
        await using var other = await TestServer.StartAsync(server.Database, server.Clock);
        using var there = other.CreateClient();

        var successors = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(at => (at % 2 == 0 ? client : there).RefreshedAsync(owner.RefreshToken))
        );

        successors.Distinct().ShouldHaveSingleItem();
        await client.RefreshedAsync(successors[0]);
    }

    [Fact]
    public async Task A_spent_token_revokes_its_family_after_ten_seconds()
    {
        var successor = await client.RefreshedAsync(owner.RefreshToken);
        server.Clock.Advance(TimeSpan.FromSeconds(11));

        using var reused = await client.RefreshAsync(owner.RefreshToken);
        using var dead = await client.RefreshAsync(successor);

        (await reused.ProblemAsync(HttpStatusCode.Unauthorized)).ShouldBe("refresh_token_reused");
        (await dead.ProblemAsync(HttpStatusCode.Unauthorized)).ShouldBe("unauthorized");
        (await server.MeAsync(owner.AccessToken)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_expires_after_thirty_days()
    {
        server.Clock.Advance(TimeSpan.FromDays(30));

        using var response = await client.RefreshAsync(owner.RefreshToken);

        (await response.ProblemAsync(HttpStatusCode.Unauthorized)).ShouldBe("unauthorized");
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("crmr_")]
    [InlineData("crmr_%%%%")]
    public async Task What_we_never_issued_is_refused(string token)
    {
        using var response = await client.RefreshAsync(token);

        (await response.ProblemAsync(HttpStatusCode.Unauthorized)).ShouldBe("unauthorized");
    }

    [Fact]
    public async Task An_altered_token_is_refused_and_its_family_lives_on()
    {
        var altered = owner.RefreshToken.ToCharArray();
        altered[30] = altered[30] == 'A' ? 'B' : 'A';
        using var response = await client.RefreshAsync(new string(altered));
        await response.ShouldBeAsync(HttpStatusCode.Unauthorized);

        await client.RefreshedAsync(owner.RefreshToken);
    }

    [Fact]
    public async Task After_logout_neither_token_works_on_any_server_within_five_seconds()
    {
        await using var other = await TestServer.StartAsync(server.Database, server.Clock);
        (await other.MeAsync(owner.AccessToken)).ShouldBe(HttpStatusCode.OK);

        using var response = await client.LogOutAsync(owner.RefreshToken);

        await response.ShouldBeAsync(HttpStatusCode.NoContent);
        (await server.MeAsync(owner.AccessToken)).ShouldBe(HttpStatusCode.Unauthorized);
        await Poll.UntilAsync(
            async () => await other.MeAsync(owner.AccessToken) is HttpStatusCode.Unauthorized,
            TimeSpan.FromSeconds(5),
            "The other server still accepts the access token."
        );
        using var refreshed = await client.RefreshAsync(owner.RefreshToken);
        await refreshed.ShouldBeAsync(HttpStatusCode.Unauthorized);
    }
}
