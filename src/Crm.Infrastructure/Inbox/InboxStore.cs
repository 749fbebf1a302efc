using System.Threading.Channels;
using Crm.Application.Common;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Crm.Infrastructure.Inbox;

/// <summary>
/// Commits verified deliveries. Those that arrive while a commit is under way go together into the next one: the commit
/// costs more than the rows. Nobody is answered before the commit that holds the own row.
/// </summary>
internal sealed class InboxStore(InboxDatabase database, IWakeup wakeup) : BackgroundService
{
    private const int Writers = 2;
    private const int MaxGroup = 64;
    private const int MaxGroupBytes = 8 * 1024 * 1024;

    // A caller that loses patience leaves its delivery here: what waits is counted, not who.
    private const long MaxQueuedBytes = 128L * 1024 * 1024;

    private readonly Channel<Waiting> queue = Channel.CreateBounded<Waiting>(4_096);
    private long queuedBytes;

    /// <exception cref="InboxUnavailableException">It was not committed.</exception>
    public Task StoreAsync(StoredDelivery delivery)
    {
        var waiting = new Waiting(delivery);
        var size = delivery.SealedBody.Length;
        if (
            Interlocked.Add(ref queuedBytes, size) > MaxQueuedBytes
            || database.IsAway
            || !queue.Writer.TryWrite(waiting)
        )
        {
            Interlocked.Add(ref queuedBytes, -size);
            throw new InboxUnavailableException(cause: null);
        }

        return waiting.Task;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => WriteAsync(stoppingToken)));

    private async Task WriteAsync(CancellationToken stoppingToken)
    {
        var group = new List<Waiting>(MaxGroup);
        try
        {
            while (await queue.Reader.WaitToReadAsync(stoppingToken))
            {
                var bytes = 0;
                while (group.Count < MaxGroup && bytes < MaxGroupBytes && queue.Reader.TryRead(out var next))
                {
                    group.Add(next);
                    bytes += next.Delivery.SealedBody.Length;
                }

                await CommitAsync(group);
                Interlocked.Add(ref queuedBytes, -group.Sum(waiting => (long)waiting.Delivery.SealedBody.Length));
                group.Clear();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The web server has stopped before us: nobody waits any more.
        }
    }

    private async Task CommitAsync(List<Waiting> group)
    {
        try
        {
            await InsertAsync(group);
            group.ForEach(waiting => waiting.SetResult());
            wakeup.Signal(InboxOptions.Topic);
        }
        catch (PostgresException) when (group.Count > 1)
        {
            // One row's fault is not its neighbours'.
            foreach (var waiting in group)
            {
                await CommitAsync([waiting]);
            }
        }
        catch (Exception exception)
        {
            group.ForEach(waiting => waiting.SetException(new InboxUnavailableException(exception)));
        }
    }

    private async Task InsertAsync(List<Waiting> group)
    {
        if (group.Count == 0)
        {
            return;
        }

        // In one order, so that two writers with the same events never wait for each other.
        var rows = group.ConvertAll(waiting => waiting.Delivery);
        rows.Sort(
            (one, other) =>
                one.TenantId.CompareTo(other.TenantId) is var order and not 0
                    ? order
                    : one.DedupeKey.AsSpan().SequenceCompareTo(other.DedupeKey)
        );

        await database.RunAsync(async connection =>
        {
            await using var batch = InboxInsert.Create(connection, rows);

            return await batch.ExecuteNonQueryAsync();
        });
    }

    private sealed class Waiting(StoredDelivery delivery)
        : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public StoredDelivery Delivery { get; } = delivery;
    }
}
