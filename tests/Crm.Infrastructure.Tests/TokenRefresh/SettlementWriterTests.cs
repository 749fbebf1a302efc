using Crm.Infrastructure.TokenRefresh;
using Crm.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Crm.Infrastructure.Tests.TokenRefresh;

public sealed class SettlementWriterTests(RefreshWorld world) : IClassFixture<RefreshWorld>
{
    [Theory]
    [InlineData("25006")]
    [InlineData("08P01")]
    [InlineData("57014")]
    public async Task Database_that_refuses_for_a_while_costs_no_pair(string sqlState)
    {
        var accounts = await world.ConnectAsync(20);
        Task sweep;
        await using (await world.RefuseAsync("new.version > old.version", sqlState))
        {
            sweep = world.SweepAsync();
            var writer = world.One.GetRequiredService<SettlementWriter>();
            await Poll.UntilAsync(() => Task.FromResult(writer.IsHeldUp), "The database refused nothing.");
        }

        await sweep;
        // A call whose answer was lost on a busy machine is made again half a minute later at the latest.
        world.Clock.Advance(TimeSpan.FromSeconds(30));
        await world.SweepAsync();

        var stored = await world.Accounts.ReadAllAsync(accounts[0].TenantId);
        stored.ShouldAllBe(account => account.Version == 2);
        (await world.TikTok.FindDeadAsync(stored.Select(account => account.Held))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Row_that_cannot_be_stored_does_not_hold_up_its_neighbours()
    {
        var accounts = await world.ConnectAsync(20);
        Task sweep;
        await using (
            await world.RefuseAsync($"new.version > old.version and new.account_id = '{accounts[7].Id}'", "22000")
        )
        {
            sweep = world.SweepAsync();
            await Poll.UntilAsync(
                async () =>
                    await world.Accounts.CountAsync(accounts[0].TenantId, "integrations.token_grant where version = 2")
                    == 19,
                "The neighbours were not stored."
            );
        }

        await sweep;

        (await world.ReadAsync(accounts[7])).Version.ShouldBe(2);
        (await world.HoldsLivePairAsync(accounts[7])).ShouldBeTrue();
    }
}
