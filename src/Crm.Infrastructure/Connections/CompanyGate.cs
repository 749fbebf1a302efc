using System.Collections.Concurrent;
using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Polly;
using Polly.CircuitBreaker;

namespace Crm.Infrastructure.Connections;

/// <summary>
/// A few calls at once, a pause when the provider has asked for one, and a breaker that opens while every call fails: a company
/// whose provider hangs waits for itself alone, and its provider is not hammered.
/// </summary>
internal sealed class CompanyGate : IDisposable
{
    private const int MostAtOnce = 4;
    private const int MostWaiting = 32;
    private const int LeastFailures = 5;
    private const int MostPauses = 1000;

    /// <summary>Stands for keys that are no account's yet.</summary>
    public static readonly Guid NoAccount = Guid.AllBitsSet;

    private static readonly Guid Everybody = Guid.Empty;

    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Break = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(24);

    private readonly string platform;
    private readonly TimeProvider time;
    private readonly SemaphoreSlim places = new(MostAtOnce);
    private readonly ResiliencePipeline breaker;
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> pauses = new();
    private int waiting;

    public CompanyGate(string platform, TimeProvider time)
    {
        this.platform = platform;
        this.time = time;
        breaker = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddCircuitBreaker(
                new CircuitBreakerStrategyOptions
                {
                    FailureRatio = 1,
                    MinimumThroughput = LeastFailures,
                    SamplingDuration = Watched,
                    BreakDuration = Break,
                    // A caller who gave up says nothing good of the provider either.
                    ShouldHandle = new PredicateBuilder()
                        .Handle<ProviderException>(exception => exception.Code is "provider_unavailable")
                        .Handle<OperationCanceledException>(),
                }
            )
            .Build();
    }

    /// <param name="counted">The account that alone waits when the provider asks for a pause; null: all of the company's.</param>
    public async Task<T> RunAsync<T>(Guid? counted, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        var key = counted ?? Everybody;
        RefuseWhilePaused(key);
        await EnterAsync(cancellationToken);
        try
        {
            // It may have begun while this one waited.
            RefuseWhilePaused(key);

            var answer = await breaker.ExecuteAsync(async _ => await call(), cancellationToken);
            if (answer is ILimitedAnswer { RestFor: { } rest })
            {
                // The call after the last one is not made to hear that it was one too many.
                Pause(key, rest);
            }

            return answer;
        }
        catch (BrokenCircuitException exception)
        {
            throw Unavailable(exception.RetryAfter ?? Break);
        }
        catch (ProviderException exception)
            when (exception is { Code: "rate_limited_by_provider", RetryAfter: { } wait })
        {
            Pause(key, wait);
            throw;
        }
        finally
        {
            places.Release();
        }
    }

    public void Dispose() => places.Dispose();

    private async Task EnterAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (Interlocked.Increment(ref waiting) > MostWaiting)
            {
                throw Unavailable(TimeSpan.FromSeconds(1));
            }

            await places.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    private void RefuseWhilePaused(Guid key)
    {
        var left = pauses.TryGetValue(key, out var until) ? until - time.GetUtcNow() : TimeSpan.Zero;
        // The clock may have been turned back since.
        if (left > TimeSpan.Zero && left <= LongestPause)
        {
            throw new ProviderException("rate_limited_by_provider", platform, reason: null, left);
        }
    }

    private void Pause(Guid key, TimeSpan wait)
    {
        if (pauses.Count >= MostPauses)
        {
            pauses.Clear();
        }

        var until = time.GetUtcNow() + (wait < LongestPause ? wait : LongestPause);
        pauses.AddOrUpdate(key, until, (_, before) => before > until ? before : until);
    }

    private ProviderException Unavailable(TimeSpan wait) =>
        new("provider_unavailable", platform, "paused_after_failures", wait);
}
