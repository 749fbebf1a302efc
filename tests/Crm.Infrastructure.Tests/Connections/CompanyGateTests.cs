using Crm.Application.Common;
using Crm.Infrastructure.Connections;
using Crm.TestKit;
using Shouldly;
using Xunit;

namespace Crm.Infrastructure.Tests.Connections;

public sealed class CompanyGateTests : IDisposable
{
    private readonly TestClock clock = new();
    private readonly CompanyGate gate;
    private readonly CompanyGate neighbour;
    private int calls;

    public CompanyGateTests()
    {
        gate = new("x", clock);
        neighbour = new("x", clock);
    }

    public void Dispose()
    {
        gate.Dispose();
        neighbour.Dispose();
    }

    [Fact]
    public async Task While_every_call_fails_no_more_are_made_for_a_while_and_only_for_this_company()
    {
        for (var attempt = 0; attempt < 5; attempt++)
        {
            (await RefusalAsync(gate, "provider_unavailable")).Reason.ShouldBeNull();
        }

        (await RefusalAsync(gate, "provider_unavailable")).Reason.ShouldBe("paused_after_failures");
        calls.ShouldBe(5);
        (await neighbour.RunAsync(counted: null, () => Task.FromResult(7), CancellationToken.None)).ShouldBe(7);
        clock.Advance(TimeSpan.FromSeconds(16));
        (await gate.RunAsync(counted: null, () => Task.FromResult(7), CancellationToken.None)).ShouldBe(7);
    }

    [Fact]
    public async Task A_refusal_of_one_key_opens_no_breaker()
    {
        for (var attempt = 0; attempt < 20; attempt++)
        {
            await RefusalAsync(gate, "authentication_failed");
        }

        calls.ShouldBe(20);
    }

    [Fact]
    public async Task A_pause_that_the_provider_asked_for_is_kept_without_asking_again()
    {
        await RefusalAsync(gate, "rate_limited_by_provider", TimeSpan.FromMinutes(5));

        var refused = await RefusalAsync(gate, "rate_limited_by_provider", TimeSpan.FromMinutes(5));

        refused.RetryAfter!.Value.ShouldBeLessThanOrEqualTo(TimeSpan.FromMinutes(5));
        calls.ShouldBe(1);
        clock.Advance(TimeSpan.FromMinutes(5));
        await gate.RunAsync(counted: null, () => Task.FromResult(0), CancellationToken.None);
    }

    [Fact]
    public async Task A_few_calls_run_at_once_some_wait_and_the_rest_is_told_to_come_again()
    {
        using var release = new SemaphoreSlim(0);
        var running = Enumerable
            .Range(0, 36)
            .Select(_ => gate.RunAsync(counted: null, HangAsync, CancellationToken.None))
            .ToList();

        (await RefusalAsync(gate, "never")).Code.ShouldBe("provider_unavailable");
        calls.ShouldBe(4);
        (await neighbour.RunAsync(counted: null, () => Task.FromResult(7), CancellationToken.None)).ShouldBe(7);
        release.Release(36);
        await Task.WhenAll(running);
        calls.ShouldBe(36);

        async Task<int> HangAsync()
        {
            Interlocked.Increment(ref calls);
            await release.WaitAsync();

            return 0;
        }
    }

    private Task<ProviderException> RefusalAsync(CompanyGate through, string code, TimeSpan? retryAfter = null) =>
        Should.ThrowAsync<ProviderException>(() =>
            through.RunAsync<int>(
                counted: null,
                () =>
                {
                    Interlocked.Increment(ref calls);
                    throw new ProviderException(code, "x", reason: null, retryAfter);
                },
                CancellationToken.None
            )
        );
}
