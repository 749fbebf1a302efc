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
/// <param name="mostBytes">Per commit, as <paramref name="sizeOf"/> counts; one larger item goes alone.</param>
/// <param name="commit">One transaction for all; answers in the order of the items.</param>
internal sealed class GroupCommit<TItem, TAnswer>(
    int lanes,
    int leastForAnotherLane,
    int mostItems,
    long mostBytes,
    Func<TItem, long> sizeOf,
    Func<IReadOnlyList<TItem>, Task<IReadOnlyList<TAnswer>>> commit
)
{
    private readonly ConcurrentQueue<Waiting> queue = new();
    private int running;

    /// <summary>Ends with the commit; fails with what made it fail.</summary>
    public Task<TAnswer> AddAsync(TItem item)
    {
        var waiting = new Waiting(item);
        queue.Enqueue(waiting);
        TryStart();

        return waiting.Task;
    }

    private void TryStart()
    {
        // While a lane runs it looks again before it ends; another one pays only for a group that is worth a commit.
        if (Volatile.Read(ref running) > 0 && queue.Count < leastForAnotherLane)
        {
            return;
        }

        if (Interlocked.Increment(ref running) > lanes)
        {
            Interlocked.Decrement(ref running);
            return;
        }

        _ = Task.Run(RunAsync);
    }

    private async Task RunAsync()
    {
        while (TakeGroup() is { Count: > 0 } group)
        {
            await CommitAsync(group);
        }

        Interlocked.Decrement(ref running);

        // One that came between the last look and the line before was told that all lanes are taken.
        if (!queue.IsEmpty)
        {
            TryStart();
        }
    }

    private List<Waiting> TakeGroup()
    {
        var group = new List<Waiting>();
        var bytes = 0L;
        while (group.Count < mostItems && bytes < mostBytes && queue.TryDequeue(out var next))
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
            var answers = await commit(group.ConvertAll(waiting => waiting.Item));
            for (var index = 0; index < group.Count; index++)
            {
                group[index].SetResult(answers[index]);
            }
        }
        catch (PostgresException) when (group.Count > 1)
        {
            // Nothing of it was committed, and one's fault is not its neighbours'.
            foreach (var waiting in group)
            {
                await CommitAsync([waiting]);
            }
        }
        catch (Exception exception)
        {
            group.ForEach(waiting => waiting.SetException(exception));
        }
    }

    private sealed class Waiting(TItem item)
        : TaskCompletionSource<TAnswer>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public TItem Item { get; } = item;
    }
}
