using Crm.Domain.Common;

namespace Crm.Infrastructure.Outbox;

/// <summary>One reader of a tenant's events on this server, however many listen.</summary>
internal sealed class TenantFeed(TenantId tenantId, EventLog log) : IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly List<EventSubscription> listeners = [];
    private EventPosition? read;

    public async Task<EventSubscription> SubscribeAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            // Nobody listened: what happened meanwhile is nobody's news.
            if (Count() == 0)
            {
                read = null;
            }

            var end = await log.EndAsync(tenantId, cancellationToken);
            read ??= end;
            var subscription = new EventSubscription(read, end, Leave);
            lock (listeners)
            {
                listeners.Add(subscription);
            }

            return subscription;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Tells those who listen what has happened since.</summary>
    public async Task PollAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            IReadOnlyList<EventLine> lines;
            do
            {
                if (read is null || Count() == 0)
                {
                    return;
                }

                lines = await log.ReadAsync(tenantId, read, cancellationToken);
                Tell(lines);
            } while (lines.Count == EventLog.BatchSize);
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    private void Tell(IReadOnlyList<EventLine> lines)
    {
        lock (listeners)
        {
            foreach (var line in lines)
            {
                listeners.ForEach(listener => listener.Offer(line));
                read = line.Position;
            }
        }
    }

    private int Count()
    {
        lock (listeners)
        {
            return listeners.Count;
        }
    }

    private void Leave(EventSubscription subscription)
    {
        lock (listeners)
        {
            listeners.Remove(subscription);
        }
    }
}
