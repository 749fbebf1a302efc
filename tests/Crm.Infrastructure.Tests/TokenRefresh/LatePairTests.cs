using Crm.Infrastructure.TokenRefresh;
using Crm.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Crm.Infrastructure.Tests.TokenRefresh;

public sealed class LatePairTests(RefreshWorld world) : IClassFixture<RefreshWorld>
{
    private static readonly TimeSpan Lapse = GrantStore.LeaseTime + TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Pair_that_comes_after_its_account_was_given_up_brings_it_back()
    {
        var account = await world.ConnectOneAsync();
        Task late;
        await using (await world.RefuseAsync("new.version > old.version"))
        {
            late = world.SweepAsync();
            await Poll.UntilAsync(
                async () => await world.TikTok.CountRefreshesAsync() == 1,
                "The provider was not called."
            );
            world.Clock.Advance(Lapse);
            await RefreshWorld.SweepAsync(world.Other);
            (await world.ReadAsync(account)).Reason.ShouldBe("interrupted_rotation");
        }

        await late;

        var stored = await world.ReadAsync(account);
        (stored.Status, stored.Reason, stored.Version).ShouldBe(("connected", null, 2));
        stored.DueAt.ShouldNotBeNull();
        (await world.HoldsLivePairAsync(account)).ShouldBeTrue();
    }

    [Fact]
    public async Task Lease_about_to_lapse_is_given_back_without_a_call()
    {
        var account = await world.ConnectOneAsync();
        var leased = await LeaseAsync();
        world.Clock.Advance(TimeSpan.FromSeconds(10));

        await world.One.GetRequiredService<RefreshAttempt>().RunAsync(leased);

        (await world.TikTok.CountRefreshesAsync()).ShouldBe(0);
        (await world.ReadAsync(account)).AttemptStartedAt.ShouldBeNull();
        world.Clock.Advance(TimeSpan.FromSeconds(5));
        await world.SweepAsync();
        (await world.HoldsLivePairAsync(account)).ShouldBeTrue();
    }

    [Fact]
    public async Task Late_refusal_leaves_a_newer_consent_of_the_same_version_alone()
    {
        var account = await world.ConnectOneAsync();
        var late = await LeaseAsync();
        await world.TikTok.RevokeAsync(account.OpenId);
        await world.ExecuteAsync(
            account.TenantId,
            "update integrations.token_grant set obtained_at = obtained_at + interval '1 second'"
        );

        (await world.One.GetRequiredService<RefreshAttempt>().RunAsync(late)).ShouldBe(new AttemptResult.Superseded());

        (await world.ReadAsync(account)).Status.ShouldBe("connected");
    }

    [Fact]
    public async Task Refusal_that_could_not_be_stored_keeps_its_reason()
    {
        var account = await world.ConnectOneAsync();
        await world.TikTok.RevokeAsync(account.OpenId);
        await using (await world.RefuseAsync("new.refresh_due_at is null"))
        {
            await world.SweepAsync();
        }

        (await world.ReadAsync(account)).Status.ShouldBe("connected");
        world.Clock.Advance(TimeSpan.FromSeconds(3));
        await world.SweepAsync();

        (await world.ReadAsync(account)).Reason.ShouldBe("refresh_token_refused");
    }

    private async Task<LeasedGrant> LeaseAsync() =>
        (await world.One.GetRequiredService<GrantStore>().LeaseDueAsync(10, CancellationToken.None)).Single();
}
