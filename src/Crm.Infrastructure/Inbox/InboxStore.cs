using Crm.Application.Common;
using Crm.Infrastructure.Persistence;

namespace Crm.Infrastructure.Inbox;

/// <summary>Commits verified deliveries, in groups when many come at once.</summary>
internal sealed class InboxStore
{
    private const int Lanes = 2;
    private const int LeastForAnotherLane = 4;
    private const int MostPerCommit = 64;
    private const long MostBytesPerCommit = 8 * 1024 * 1024;

    // A caller that loses patience leaves its delivery here: what waits is counted, not who.
    private const long MostWaiting = 4_096;
    private const long MostWaitingBytes = 128L * 1024 * 1024;

    private readonly InboxDatabase database;
    private readonly IWakeup wakeup;
    private readonly GroupCommit<StoredDelivery, Receipt> commits;
    private long waiting;
    private long waitingBytes;

    public InboxStore(InboxDatabase database, IWakeup wakeup)
    {
        this.database = database;
        this.wakeup = wakeup;
        commits = new(
            Lanes,
            LeastForAnotherLane,
            MostPerCommit,
            MostBytesPerCommit,
            delivery => delivery.SealedBody.Length,
            (group, _) => CommitAsync(group)
        );
    }

    /// <exception cref="InboxUnavailableException">It was not committed.</exception>
    public async Task StoreAsync(StoredDelivery delivery)
    {
        var size = delivery.SealedBody.Length;
        var (count, bytes) = (Interlocked.Increment(ref waiting), Interlocked.Add(ref waitingBytes, size));
        try
        {
            if (count > MostWaiting || bytes > MostWaitingBytes || database.IsAway)
            {
                throw new InboxUnavailableException(cause: null);
            }

            await commits.AddAsync(delivery);
        }
        catch (Exception exception) when (exception is not InboxUnavailableException)
        {
            throw new InboxUnavailableException(exception);
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
            Interlocked.Add(ref waitingBytes, -size);
        }
    }

    private async Task<IReadOnlyList<Receipt>> CommitAsync(IReadOnlyList<StoredDelivery> group)
    {
        // In one order, so that two lanes with the same events never wait for each other.
        var rows = group.ToList();
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
        wakeup.Signal(InboxOptions.Topic);

        return [.. group.Select(_ => Receipt.Committed)];
    }
}
