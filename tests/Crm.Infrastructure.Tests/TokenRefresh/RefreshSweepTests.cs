using Crm.Domain.Common;
using Crm.Infrastructure.TokenRefresh;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Crm.Infrastructure.Tests.TokenRefresh;

public sealed class RefreshSweepTests(RefreshWorld world) : IClassFixture<RefreshWorld>
{
    [Theory]
    [InlineData(7200)]
    [InlineData(86_400)]
    public async Task Due_accounts_get_a_new_pair_and_are_due_well_before_its_end(int accessSeconds)
    {
        var accounts = await world.ConnectAsync(20, accessSeconds);

        await world.SweepAsync();

        var stored = await world.Accounts.ReadAllAsync(accounts[0].TenantId);
        (await world.TikTok.FindDeadAsync(stored.Select(account => account.Held))).ShouldBeEmpty();
        var lifetime = TimeSpan.FromSeconds(accessSeconds);
        stored.ShouldAllBe(account => account.Version == 2 && account.AttemptStartedAt == null);
        stored.ShouldAllBe(account => account.DueAt > world.Now + lifetime * 0.6);
        stored.ShouldAllBe(account => account.DueAt < account.AccessExpiresAt - lifetime * 0.2);
        stored.Select(account => account.DueAt).Distinct().Count().ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task Two_workers_at_once_refresh_every_account_once()
    {
        var accounts = await world.ConnectAsync(600);

        // A busy machine may fail to connect; such an account is merely tried again.
        for (var round = 0; round < 10 && await LeftAsync(accounts[0].TenantId) > 0; round++)
        {
            await Task.WhenAll(RefreshWorld.SweepAsync(world.One), RefreshWorld.SweepAsync(world.Other));
            world.Clock.Advance(TimeSpan.FromSeconds(5));
        }

        (await world.TikTok.CountRefreshesAsync()).ShouldBe(600);
        var stored = await world.Accounts.ReadAllAsync(accounts[0].TenantId);
        stored.ShouldAllBe(account => account.Version == 2);
        (await world.TikTok.FindDeadAsync(stored.Select(account => account.Held))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_is_called_before_it_is_due()
    {
        await world.ConnectAsync(5);
        await world.SweepAsync();

        world.Clock.Advance(TimeSpan.FromMinutes(79));
        await world.SweepAsync();
        (await world.TikTok.CountRefreshesAsync()).ShouldBe(5);

        world.Clock.Advance(TimeSpan.FromMinutes(12));
        await world.SweepAsync();
        (await world.TikTok.CountRefreshesAsync()).ShouldBe(10);
    }

    [Fact]
    public async Task Refused_refresh_token_needs_its_person_at_once_and_says_so_once()
    {
        var account = await world.ConnectOneAsync();
        await world.TikTok.RevokeAsync(account.OpenId);

        await world.SweepAsync();
        world.Clock.Advance(TimeSpan.FromHours(1));
        await world.SweepAsync();

        var stored = await world.ReadAsync(account);
        (stored.Status, stored.Reason, stored.DueAt).ShouldBe(("needs_reauth", "refresh_token_refused", null));
        (await world.TikTok.CountRefreshesAsync()).ShouldBe(1);
        (await world.Accounts.CountAsync(account.TenantId, "integrations.log_entry")).ShouldBe(1);
        (await world.Accounts.CountAsync(account.TenantId, "notifications.event")).ShouldBe(1);
    }

    [Fact]
    public async Task One_refused_account_does_not_stop_the_others()
    {
        var accounts = await world.ConnectAsync(10);
        await world.TikTok.RevokeAsync(accounts[3].OpenId);

        await world.SweepAsync();

        var stored = await world.Accounts.ReadAllAsync(accounts[0].TenantId);
        stored.Count(account => account.Status == "connected" && account.Version == 2).ShouldBe(9);
    }

    [Fact]
    public async Task Late_worker_cannot_overwrite_a_newer_pair()
    {
        var account = await world.ConnectOneAsync();
        var store = world.One.GetRequiredService<GrantStore>();
        var late = (await store.LeaseDueAsync(10, CancellationToken.None)).Single();
        world.Clock.Advance(GrantStore.LeaseTime + TimeSpan.FromSeconds(1));
        await RefreshWorld.SweepAsync(world.Other);

        var pair = new SealedPair(new(new byte[40]), new(new byte[40]), null, null);
        var settled = await store.SettleAsync([new(late, pair, world.Now, false)], CancellationToken.None);

        settled.ShouldBeEmpty();
        (await world.HoldsLivePairAsync(account)).ShouldBeTrue();
    }

    [Fact]
    public async Task New_pair_is_kept_even_when_its_lease_has_lapsed()
    {
        var account = await world.ConnectOneAsync();
        var store = world.One.GetRequiredService<GrantStore>();
        var late = (await store.LeaseDueAsync(10, CancellationToken.None)).Single();
        world.Clock.Advance(GrantStore.LeaseTime + TimeSpan.FromSeconds(1));
        var rival = (await store.LeaseDueAsync(10, CancellationToken.None)).Single();

        var pair = new SealedPair(late.RefreshToken, late.RefreshToken, null, null);
        (await store.SettleAsync([new(late, pair, world.Now, false)], CancellationToken.None)).Count.ShouldBe(1);
        (await store.SettleAsync([new(rival, null, world.Now, true)], CancellationToken.None)).ShouldBeEmpty();

        (await world.ReadAsync(account)).Version.ShouldBe(2);
    }

    private Task<long> LeftAsync(TenantId tenantId) =>
        world.Accounts.CountAsync(tenantId, "integrations.token_grant where version = 1");
}
