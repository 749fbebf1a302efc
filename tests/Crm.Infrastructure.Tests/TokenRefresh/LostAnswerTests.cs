using Crm.Infrastructure.TokenRefresh;
using Crm.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Crm.Infrastructure.Tests.TokenRefresh;

public sealed class LostAnswerTests(RefreshWorld world) : IClassFixture<RefreshWorld>
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData("reset_after")]
    [InlineData("timeout_after")]
    public async Task Rotated_without_an_answer_needs_its_person_within_thirty_seconds(string fault)
    {
        var account = await world.ConnectOneAsync();
        await world.TikTok.FailTokenCallsAsync(fault);
        var started = world.Now;

        await world.SweepAsync();
        (await world.ReadAsync(account)).Status.ShouldBe("connected");
        await SweepEverySecondUntilAsync(account, stored => stored.Status == "needs_reauth");

        (world.Now - started).ShouldBeLessThan(TimeSpan.FromSeconds(30));
        (await world.ReadAsync(account)).Reason.ShouldBe("interrupted_rotation");
    }

    [Theory]
    [InlineData("reset", null)]
    [InlineData("status", 500)]
    [InlineData("status", 503)]
    public async Task Lost_answer_that_rotated_nothing_is_made_good_within_thirty_seconds(string fault, int? status)
    {
        var account = await world.ConnectOneAsync();
        await world.TikTok.FailTokenCallsAsync(fault, status: status);
        var started = world.Now;

        await world.SweepAsync();
        await SweepEverySecondUntilAsync(account, stored => stored.Version == 2);

        (world.Now - started).ShouldBeLessThan(TimeSpan.FromSeconds(30));
        (await world.HoldsLivePairAsync(account)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("status", 500)]
    [InlineData("throttle", null)]
    [InlineData("reset", null)]
    public async Task Trouble_at_the_provider_never_costs_the_connection(string fault, int? status)
    {
        var account = await world.ConnectOneAsync();
        await world.TikTok.FailTokenCallsAsync(fault, times: -1, status);

        for (var minute = 0; minute < 120; minute++)
        {
            await world.SweepAsync();
            world.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        (await world.ReadAsync(account)).Status.ShouldBe("connected");
        (await world.ReadAsync(account)).Attempts.ShouldBeInRange(10, 25);
        await world.TikTok.StopFailingAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(20));
        await world.SweepAsync();
        (await world.HoldsLivePairAsync(account)).ShouldBeTrue();
        (await world.ReadAsync(account)).Attempts.ShouldBe(0);
    }

    [Fact]
    public async Task Refusal_after_a_clear_no_is_not_an_interrupted_rotation()
    {
        var account = await world.ConnectOneAsync();
        await world.TikTok.FailTokenCallsAsync("throttle");
        await world.SweepAsync();
        await world.TikTok.RevokeAsync(account.OpenId);

        await SweepEverySecondUntilAsync(account, stored => stored.Status == "needs_reauth");

        (await world.ReadAsync(account)).Reason.ShouldBe("refresh_token_refused");
    }

    [Fact]
    public async Task First_lost_answer_after_many_postponements_is_looked_into_within_thirty_seconds()
    {
        var account = await world.ConnectOneAsync();
        await world.TikTok.FailTokenCallsAsync("throttle", times: 8);
        for (var times = 0; times < 8; times++)
        {
            await world.SweepAsync();
            world.Clock.Advance(TimeSpan.FromMinutes(20));
        }

        await world.TikTok.FailTokenCallsAsync("reset_after");
        await world.SweepAsync();

        var stored = await world.ReadAsync(account);
        (stored.Attempts, stored.AttemptStartedAt).ShouldBe((9, world.Now));
        (stored.DueAt - world.Now)!.Value.ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Worker_that_died_before_calling_loses_nothing()
    {
        var account = await world.ConnectOneAsync();
        await LeaseAndDieAsync();

        await SweepEverySecondUntilAsync(account, stored => stored.Version == 2);

        (await world.HoldsLivePairAsync(account)).ShouldBeTrue();
    }

    [Fact]
    public async Task Worker_that_died_with_the_answer_leaves_an_interrupted_rotation_found_within_thirty_seconds()
    {
        var account = await world.ConnectOneAsync();
        var started = world.Now;
        var token = (await world.ReadAsync(account)).Held.RefreshToken!;
        await LeaseAndDieAsync();
        await world.SpendAsync(token);

        await SweepEverySecondUntilAsync(account, stored => stored.Status == "needs_reauth");

        (world.Now - started).ShouldBeLessThan(TimeSpan.FromSeconds(30));
        (await world.ReadAsync(account)).Reason.ShouldBe("interrupted_rotation");
    }

    [Fact]
    public async Task Intent_is_committed_before_the_provider_is_called()
    {
        var account = await world.ConnectOneAsync();
        await world.TikTok.FailTokenCallsAsync("timeout_before", delayMs: 3_000);

        var sweep = world.SweepAsync();
        await Poll.UntilAsync(
            async () => (await world.ReadAsync(account)).AttemptStartedAt == world.Now,
            "No intent was written."
        );
        await sweep;
    }

    private async Task LeaseAndDieAsync() =>
        (await world.Other.GetRequiredService<GrantStore>().LeaseDueAsync(10, CancellationToken.None)).Count.ShouldBe(
            1
        );

    private async Task SweepEverySecondUntilAsync(HeldAccount account, Func<StoredAccount, bool> condition)
    {
        for (var second = 0; second < 90; second++)
        {
            if (condition(await world.ReadAsync(account)))
            {
                return;
            }

            world.Clock.Advance(Second);
            await world.SweepAsync();
        }

        throw new TimeoutException($"Still {await world.ReadAsync(account)}");
    }
}
