using Crm.Application.Common;
using Shouldly;
using Xunit;

namespace Crm.Infrastructure.Tests.TokenRefresh;

public sealed class RenewalFloorTests(RefreshWorld world) : IClassFixture<RefreshWorld>
{
    [Fact]
    public async Task Token_that_lives_shorter_than_the_floor_is_used_to_its_end_and_not_renewed_by_every_caller()
    {
        var account = await world.ConnectOneAsync(accessSeconds: 20);
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        var renewed = await RefreshWorld.GetAsync(world.One, account);

        (await RefreshWorld.GetAsync(world.Other, account)).Reveal().ShouldBe(renewed.Reveal());
        world.Clock.Advance(TimeSpan.FromSeconds(25));
        var trouble = await Should.ThrowAsync<ProviderException>(() => RefreshWorld.GetAsync(world.One, account));

        trouble.Code.ShouldBe("provider_unavailable");
        trouble.RetryAfter.ShouldBe(TimeSpan.FromSeconds(5));
        (await world.TikTok.CountRefreshesAsync()).ShouldBe(1);
        world.Clock.Advance(TimeSpan.FromSeconds(5));
        await RefreshWorld.GetAsync(world.One, account);
        (await world.TikTok.CountRefreshesAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Pair_that_a_renewal_has_just_brought_is_not_renewed_again_because_its_token_is_refused()
    {
        var account = await world.ConnectOneAsync();
        world.Clock.Advance(TimeSpan.FromHours(3));
        var renewed = await RefreshWorld.GetAsync(world.One, account);

        var refusal = await Should.ThrowAsync<ProviderException>(() =>
            RefreshWorld.AskAsync(
                world.Other,
                account,
                tokens => tokens.RenewAsync(account.Id, renewed, evenIfYoung: false, CancellationToken.None)
            )
        );

        (refusal.Code, refusal.RetryAfter).ShouldBe(("provider_unavailable", TimeSpan.FromSeconds(30)));
        (await world.TikTok.CountRefreshesAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Pair_that_the_provider_itself_calls_dead_is_asked_about_at_any_age()
    {
        var account = await world.ConnectOneAsync();
        world.Clock.Advance(TimeSpan.FromHours(3));
        var renewed = await RefreshWorld.GetAsync(world.One, account);

        await RefreshWorld.AskAsync(
            world.Other,
            account,
            tokens => tokens.RenewAsync(account.Id, renewed, evenIfYoung: true, CancellationToken.None)
        );

        (await world.TikTok.CountRefreshesAsync()).ShouldBe(2);
    }
}
