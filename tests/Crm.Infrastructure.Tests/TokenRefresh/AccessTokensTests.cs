using Crm.Application.Common;
using Crm.Infrastructure.TokenRefresh;
using Crm.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Crm.Infrastructure.Tests.TokenRefresh;

public sealed class AccessTokensTests(RefreshWorld world) : IClassFixture<RefreshWorld>
{
    [Fact]
    public async Task Five_hundred_callers_on_two_servers_cause_one_refresh()
    {
        var account = await world.ConnectOneAsync();
        world.Clock.Advance(TimeSpan.FromHours(3));

        var tokens = await Task.WhenAll(
            Enumerable
                .Range(0, 500)
                .Select(caller => RefreshWorld.GetAsync(caller % 2 == 0 ? world.One : world.Other, account))
        );

        tokens.Select(token => token.Reveal()).Distinct(StringComparer.Ordinal).Count().ShouldBe(1);
        (await world.TikTok.CountRefreshesAsync()).ShouldBe(1);
        (await world.HoldsLivePairAsync(account)).ShouldBeTrue();
    }

    [Fact]
    public async Task Caller_and_sweep_at_once_cause_one_refresh()
    {
        var account = await world.ConnectOneAsync();
        world.Clock.Advance(TimeSpan.FromHours(3));

        await Task.WhenAll(RefreshWorld.SweepAsync(world.Other), RefreshWorld.GetAsync(world.One, account));

        (await world.TikTok.CountRefreshesAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Living_token_is_handed_out_without_a_call()
    {
        var account = await world.ConnectOneAsync();

        await RefreshWorld.GetAsync(world.One, account);

        (await world.TikTok.CountRefreshesAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Token_about_to_end_is_renewed_first()
    {
        var account = await world.ConnectOneAsync();
        world.Clock.Advance(TimeSpan.FromSeconds(7200 - 20));

        await RefreshWorld.GetAsync(world.One, account);

        (await world.TikTok.CountRefreshesAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Token_that_the_provider_refused_is_renewed_once_for_all_who_met_the_refusal()
    {
        var account = await world.ConnectOneAsync();
        var refused = await RefreshWorld.GetAsync(world.One, account);

        var first = await RefreshWorld.AskAsync(
            world.One,
            account,
            tokens => tokens.RenewAsync(account.Id, refused, evenIfYoung: false, CancellationToken.None)
        );
        var second = await RefreshWorld.AskAsync(
            world.Other,
            account,
            tokens => tokens.RenewAsync(account.Id, refused, evenIfYoung: false, CancellationToken.None)
        );

        first.Reveal().ShouldNotBe(refused.Reveal());
        second.Reveal().ShouldBe(first.Reveal());
        (await world.TikTok.CountRefreshesAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Renewal_asked_for_long_before_its_time_outlives_the_server_that_began_it()
    {
        var account = await world.ConnectOneAsync();
        await world.SweepAsync();
        await BeginAndDieAsync(account);

        world.Clock.Advance(GrantStore.LeaseTime + TimeSpan.FromSeconds(1));
        await world.SweepAsync();

        (await world.ReadAsync(account)).Version.ShouldBe(3);
    }

    [Fact]
    public async Task Caller_waits_for_a_renewal_that_another_server_began_before_its_time()
    {
        var account = await world.ConnectOneAsync();
        await world.SweepAsync();
        var refused = await RefreshWorld.GetAsync(world.One, account);
        await BeginAndDieAsync(account);

        var waiting = RefreshWorld.AskAsync(
            world.One,
            account,
            tokens => tokens.RenewAsync(account.Id, refused, evenIfYoung: false, CancellationToken.None)
        );
        world.Clock.Advance(GrantStore.LeaseTime + TimeSpan.FromSeconds(1));

        (await waiting).Reveal().ShouldNotBe(refused.Reveal());
    }

    [Fact]
    public async Task Refused_refresh_token_is_told_to_the_caller_and_to_the_account()
    {
        var account = await world.ConnectOneAsync();
        await world.TikTok.RevokeAsync(account.OpenId);
        world.Clock.Advance(TimeSpan.FromHours(3));

        var refusal = await Should.ThrowAsync<ProviderException>(() => RefreshWorld.GetAsync(world.One, account));

        refusal.Code.ShouldBe("authentication_failed");
        (await world.ReadAsync(account)).Reason.ShouldBe("refresh_token_refused");
    }

    [Fact]
    public async Task Caller_during_a_pause_is_told_how_long_it_lasts_and_nobody_is_called()
    {
        var account = await world.ConnectOneAsync();
        await world.TikTok.FailTokenCallsAsync("throttle", times: -1);
        world.Clock.Advance(TimeSpan.FromHours(3));
        await Should.ThrowAsync<ProviderException>(() => RefreshWorld.GetAsync(world.One, account));

        var pause = await Should.ThrowAsync<ProviderException>(() => RefreshWorld.GetAsync(world.Other, account));

        pause.Code.ShouldBe("rate_limited_by_provider");
        pause.RetryAfter!.Value.ShouldBeInRange(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(75));
        (await world.ReadAsync(account)).Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task Account_of_another_tenant_has_no_token()
    {
        var account = await world.ConnectOneAsync();
        var stranger = account with { TenantId = Crm.Domain.Common.TenantId.New() };

        var refusal = await Should.ThrowAsync<ProviderException>(() => RefreshWorld.GetAsync(world.One, stranger));

        refusal.Code.ShouldBe("integration_not_configured");
    }

    private async Task BeginAndDieAsync(HeldAccount account) =>
        (
            await world
                .Other.GetRequiredService<GrantStore>()
                .LeaseAsync(account.TenantId, account.Id, version: 2, CancellationToken.None)
        ).ShouldNotBeNull();
}
