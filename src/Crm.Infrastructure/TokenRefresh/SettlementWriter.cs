using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Crm.Infrastructure.TokenRefresh;

/// <summary>
/// Commits settlements in groups: what arrives while one commit is under way goes into the next. A new pair exists only
/// in this process until then, so a database that is away is tried again for as long as the caller's process may live.
/// </summary>
internal sealed partial class SettlementWriter(GrantStore store, ILogger<SettlementWriter> logger)
{
    private const int MostPerCommit = 512;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly ConcurrentQueue<Waiting> queue = new();
    private int isDraining;
    private volatile bool isHeldUp;

    /// <summary>The database does not take what is waiting: nothing new should be started.</summary>
    public bool IsHeldUp => isHeldUp;

    /// <summary>True once it is committed; false when the row was replaced or taken away meanwhile.</summary>
    public Task<bool> WriteAsync(Settlement settlement)
    {
        var done = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        queue.Enqueue(new(settlement, done, Environment.TickCount64));
        if (Interlocked.CompareExchange(ref isDraining, 1, 0) == 0)
        {
            _ = Task.Run(DrainAsync);
        }

        return done.Task;
    }

    private async Task DrainAsync()
    {
        var pending = new List<Waiting>();
        do
        {
            while (TakeInto(pending))
            {
                var before = pending.Count;
                await WriteOnceAsync(pending);
                isHeldUp = pending.Count == before;
                if (pending.Count > 0)
                {
                    await Task.Delay(Pause);
                }
            }

            isHeldUp = false;
            Volatile.Write(ref isDraining, 0);
        } while (!queue.IsEmpty && Interlocked.CompareExchange(ref isDraining, 1, 0) == 0);
    }

    private bool TakeInto(List<Waiting> pending)
    {
        while (pending.Count < MostPerCommit && queue.TryDequeue(out var next))
        {
            pending.Add(next);
        }

        return pending.Count > 0;
    }

    /// <summary>What was written, or has waited too long, leaves the list.</summary>
    private async Task WriteOnceAsync(List<Waiting> pending)
    {
        if (await TryWriteAsync(pending) is not { } failure)
        {
            pending.Clear();
            return;
        }

        LogRetry(logger, pending.Count, failure.Message);
        if (pending.Count > 1 && !IsAway(failure))
        {
            await WriteEachAsync(pending);
        }

        GiveUpLongest(pending, failure);
    }

    /// <summary>One row that the database refuses must not take its neighbours along.</summary>
    private async Task WriteEachAsync(List<Waiting> pending)
    {
        foreach (var one in pending.ToList())
        {
            var failure = await TryWriteAsync([one]);
            if (failure is null)
            {
                pending.Remove(one);
            }
            else if (IsAway(failure))
            {
                return;
            }
        }
    }

    private static bool IsAway(Exception failure) => failure is NpgsqlException { IsTransient: true };

    /// <returns>What went wrong. Any failure may pass: not even a pooler's refusal is worth a living pair.</returns>
    private async Task<Exception?> TryWriteAsync(List<Waiting> group)
    {
        try
        {
            var settled = await store.SettleAsync(
                group.ConvertAll(waiting => waiting.Settlement),
                CancellationToken.None
            );
            foreach (var waiting in group)
            {
                var grant = waiting.Settlement.Grant;
                waiting.Done.SetResult(settled.Contains((grant.TenantId.Value, grant.AccountId)));
            }

            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    private void GiveUpLongest(List<Waiting> pending, Exception failure)
    {
        var lost = pending.FindAll(waiting => Environment.TickCount64 - waiting.Since > Patience.TotalMilliseconds);
        if (lost.Count > 0)
        {
            LogLost(logger, lost.Count, failure);
            lost.ForEach(waiting => waiting.Done.SetException(failure));
            pending.RemoveAll(lost.Contains);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Count} ended renewals wait for the database: {Reason}")]
    private static partial void LogRetry(ILogger logger, int count, string reason);

    [LoggerMessage(LogLevel.Error, "{Count} ended renewals could not be stored")]
    private static partial void LogLost(ILogger logger, int count, Exception exception);

    private sealed record Waiting(Settlement Settlement, TaskCompletionSource<bool> Done, long Since);
}
