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
        queue.Enqueue(new(settlement, done));
        if (Interlocked.CompareExchange(ref isDraining, 1, 0) == 0)
        {
            _ = Task.Run(DrainAsync);
        }

        return done.Task;
    }

    private async Task DrainAsync()
    {
        do
        {
            while (Take() is { Count: > 0 } group)
            {
                await WriteGroupAsync(group);
            }

            Volatile.Write(ref isDraining, 0);
        } while (!queue.IsEmpty && Interlocked.CompareExchange(ref isDraining, 1, 0) == 0);
    }

    private List<Waiting> Take()
    {
        var group = new List<Waiting>();
        while (group.Count < MostPerCommit && queue.TryDequeue(out var next))
        {
            group.Add(next);
        }

        return group;
    }

    private async Task WriteGroupAsync(List<Waiting> group)
    {
        try
        {
            var settled = await WriteUntilTakenAsync(group.ConvertAll(waiting => waiting.Settlement));
            foreach (var waiting in group)
            {
                var grant = waiting.Settlement.Grant;
                waiting.Done.SetResult(settled.Contains((grant.TenantId.Value, grant.AccountId)));
            }
        }
        catch (Exception exception)
        {
            LogLost(logger, group.Count, exception);
            group.ForEach(waiting => waiting.Done.SetException(exception));
        }
        finally
        {
            isHeldUp = false;
        }
    }

    private async Task<HashSet<(Guid TenantId, Guid AccountId)>> WriteUntilTakenAsync(List<Settlement> settlements)
    {
        var giveUpAt = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (true)
        {
            try
            {
                return await store.SettleAsync(settlements, CancellationToken.None);
            }
            catch (NpgsqlException exception) when (exception.IsTransient && Environment.TickCount64 < giveUpAt)
            {
                isHeldUp = true;
                LogRetry(logger, settlements.Count, exception.Message);
                await Task.Delay(Pause);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Count} renewed token pairs wait for the database: {Reason}")]
    private static partial void LogRetry(ILogger logger, int count, string reason);

    [LoggerMessage(LogLevel.Error, "{Count} renewed token pairs could not be stored")]
    private static partial void LogLost(ILogger logger, int count, Exception exception);

    private sealed record Waiting(Settlement Settlement, TaskCompletionSource<bool> Done);
}
