using System.Net;
using System.Net.Http.Json;
using Crm.Application.Common;
using Crm.TestKit;
using Crm.WebApi.Tests.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.ApiTokens;

/// <summary>No request that begins a second after the answer to a revocation or narrowing succeeds, on any server.</summary>
public sealed class TokenRevocationTests : IAsyncLifetime
{
    private TestServer first = null!;
    private TestServer second = null!;
    private SignedIn owner = null!;

    public async Task InitializeAsync()
    {
        first = await TestServer.StartAsync();
        // It hears of nothing by itself.
        second = await TestServer.StartAsync(
            first.Database,
            first.Clock,
            services => services.AddSingleton<IWakeup, DeafWakeup>()
        );
        owner = await first.RegisterTenantAsync();
    }

    public async Task DisposeAsync()
    {
        owner.Dispose();
        await second.DisposeAsync();
        await first.DisposeAsync();
    }

    [Fact]
    public async Task A_revoked_token_is_refused_everywhere_a_second_later()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => RevokeAsync()));

        async Task RevokeAsync()
        {
            var (id, token) = await owner.IssueTokenAsync();
            using var here = first.ClientWith(token);
            using var there = second.ClientWith(token);
            (await here.StatusAsync()).ShouldBe(HttpStatusCode.OK);
            (await there.StatusAsync()).ShouldBe(HttpStatusCode.OK);

            (await owner.Client.DeleteAsync($"{TokenWorld.Route}/{id}")).EnsureSuccessStatusCode();

            await Task.WhenAll(
                here.ShouldSoonBeAsync(HttpStatusCode.Unauthorized),
                there.ShouldSoonBeAsync(HttpStatusCode.Unauthorized)
            );
        }
    }

    [Fact]
    public async Task A_narrowed_token_is_narrow_everywhere_a_second_later()
    {
        await first.AddVenueAsync(owner, "mine");
        await first.AddVenueAsync(owner, "other");
        var (id, token) = await owner.IssueTokenAsync(["write"], ["mine", "other"]);
        using var partner = second.ClientWith(token);
        (await partner.StatusAsync($"{TokenWorld.Leads}?venueId=other")).ShouldBe(HttpStatusCode.OK);

        using var change = await owner.Client.PatchAsJsonAsync(
            $"{TokenWorld.Route}/{id}",
            new { venueIds = Enumerable.Repeat("mine", 1) }
        );
        change.EnsureSuccessStatusCode();

        await partner.ShouldSoonBeAsync(HttpStatusCode.Forbidden, $"{TokenWorld.Leads}?venueId=other");
    }

    [Fact]
    public async Task A_change_that_commits_after_a_later_one_is_not_passed_over()
    {
        var (late, lateToken) = await owner.IssueTokenAsync();
        var (early, earlyToken) = await owner.IssueTokenAsync();
        using var lateUser = second.ClientWith(lateToken);
        using var earlyUser = second.ClientWith(earlyToken);
        await using var connection = await first.OpenAsync(owner.TenantId);
        await using var transaction = await connection.BeginTransactionAsync();
        await using var revoke = new NpgsqlCommand(
            $"update api_tokens.token set revoked_at = now() where id = '{late}'",
            connection,
            transaction
        );
        await revoke.ExecuteNonQueryAsync();
        (await lateUser.StatusAsync()).ShouldBe(HttpStatusCode.OK);

        (await owner.Client.DeleteAsync($"{TokenWorld.Route}/{early}")).EnsureSuccessStatusCode();
        await earlyUser.ShouldSoonBeAsync(HttpStatusCode.Unauthorized);
        (await lateUser.StatusAsync()).ShouldBe(HttpStatusCode.OK);
        await transaction.CommitAsync();

        await lateUser.ShouldSoonBeAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Without_the_database_nothing_that_is_kept_is_believed()
    {
        await using var wire = Wire.To(first.Database.ConnectionString);
        await using var cut = await TestServer.StartAsync(
            first.Database,
            first.Clock,
            settings: ("CRM_DATABASE_URL", wire.ConnectionString)
        );
        var (_, token) = await owner.IssueTokenAsync();
        using var partner = cut.ClientWith(token);
        (await partner.StatusAsync("/api/v1/auth/me")).ShouldBe(HttpStatusCode.Forbidden);

        wire.Break(hang: false);
        try
        {
            // Closed to tokens, so it takes no database to answer one that is believed.
            await partner.ShouldSoonBeAsync(HttpStatusCode.ServiceUnavailable, "/api/v1/auth/me");
        }
        finally
        {
            // While the database is away the server does not stop, and this test would never end.
            wire.Mend();
        }

        await Poll.UntilAsync(
            async () => await partner.StatusAsync(TokenWorld.Current) is HttpStatusCode.OK,
            TimeSpan.FromSeconds(10),
            "The token should work again."
        );
    }

    private sealed class DeafWakeup : IWakeup
    {
        public void Signal(string topic) { }

        public async ValueTask WaitAsync(string topic, TimeSpan atMost, CancellationToken cancellationToken) =>
            await Task.Delay(atMost, cancellationToken);
    }
}
