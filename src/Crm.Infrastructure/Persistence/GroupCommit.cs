using System.Collections.Concurrent;
using Npgsql;

namespace Crm.Infrastructure.Persistence;

/// <summary>
/// What arrives while a commit is under way goes together into the next one: the commit costs more than the rows. Nobody waits
/// for company, and nobody is answered before the commit that holds the own part.
/// </summary>
/// <param name="lanes">Commits under way at once.</param>
/// <param name="leastForAnotherLane">Waiting items that open another lane beside a running one.</param>
/// <param name="mostItems">Per commit.</param>
/// <param name="mostBytes">Per commit, as <paramref name="sizeOf"/> counts; an item that is larger goes alone.</param>
/// <param name="commit">One transaction for all, answers in the order of the items; told whether the item is alone because the database refused it with others.</param>
internal sealed class GroupCommit<TItem, TAnswer>(
    int lanes,
    int leastForAnotherLane,
    int mostItems,
    long mostBytes,
    Func<TItem, long> sizeOf,
    Func<IReadOnlyList<TItem>, bool, Task<IReadOnlyList<TAnswer>>> commit
)
{
    private const int MostAlone = 4;

    private readonly ConcurrentQueue<Waiting> queue = new();
    private int running;

    /// <summary>Ends with the commit; fails with what made it fail.</summary>
    public Task<TAnswer> AddAsync(TItem item)
    {
        var waiting = new Waiting(item);
        queue.Enqueue(waiting);
        StartLane();

        return waiting.Task;
    }

    private void StartLane()
    {
        if (!TryTakeLane())
        {
            return;
        }

        // A lane works for many, so it belongs to nobody's trace.
        using (ExecutionContext.SuppressFlow())
        {
            _ = Task.Run(RunAsync);
        }
    }

    /// <summary>A running lane looks again before it ends, so another one is opened only for a group that is worth a commit.</summary>
    private bool TryTakeLane()
    {
        while (true)
        {
            var now = Volatile.Read(ref running);
            if (now >= lanes || (now > 0 && queue.Count < leastForAnotherLane))
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref running, now + 1, now) == now)
            {
                return true;
            }
        }
    }

    private async Task RunAsync()
    {
        while (TakeGroup() is { Count: > 0 } group)
        {
            await CommitAsync(group);
        }

        Interlocked.Decrement(ref running);

        // One that came between the last look and the line before relied on this lane.
        if (!queue.IsEmpty)
        {
            StartLane();
        }
    }

    private List<Waiting> TakeGroup()
    {
        var group = new List<Waiting>();
        var bytes = 0L;
        while (
            group.Count < mostItems
            && queue.TryPeek(out var next)
            && (group.Count == 0 || bytes + sizeOf(next.Item) <= mostBytes)
            && queue.TryDequeue(out next)
        )
        {
            group.Add(next);
            bytes += sizeOf(next.Item);
        }

        return group;
    }

    private async Task CommitAsync(List<Waiting> group)
    {
        try
        {
            var answers = await commit(group.ConvertAll(waiting => waiting.Item), false);
            for (var index = 0; index < group.Count; index++)
            {
                group[index].SetResult(answers[index]);
            }
        }
        catch (PostgresException)
        {
            // Nothing of it was committed, and one's fault is not its neighbours'. The lane goes on meanwhile: one may have to wait long.
            _ = Parallel.ForEachAsync(
                group,
                new ParallelOptions { MaxDegreeOfParallelism = MostAlone },
                (waiting, _) => CommitAloneAsync(waiting)
            );
        }
        catch (Exception exception)
        {
            group.ForEach(waiting => waiting.SetException(exception));
        }
    }

    private async ValueTask CommitAloneAsync(Waiting waiting)
    {
        try
        {
            waiting.SetResult((await commit([waiting.Item], true))[0]);
        }
        catch (Exception exception)
        {
            waiting.SetException(exception);
        }
    }

    private sealed class Waiting(TItem item)
        : TaskCompletionSource<TAnswer>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public TItem Item { get; } = item;
    }
}
