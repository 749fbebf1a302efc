using System.Threading.Channels;

namespace Crm.Infrastructure.Outbox;

/// <summary>What one listener gets: everything after <see cref="From"/>, in order, until it is disposed or falls too far behind.</summary>
internal sealed class EventSubscription(EventPosition from, EventPosition end, Action<EventSubscription> leave)
    : IDisposable
{
    private const int MostWaiting = 2000;

    private readonly Channel<EventLine> waiting = Channel.CreateBounded<EventLine>(MostWaiting);

    public EventPosition From { get; } = from;

    /// <summary>No position that was ever named lies behind this one.</summary>
    public EventPosition End { get; } = end;

    /// <summary>Completes when the listener was too slow: it resumes where it was, on a new connection.</summary>
    public ChannelReader<EventLine> Lines => waiting.Reader;

    public void Offer(EventLine line)
    {
        if (!waiting.Writer.TryWrite(line))
        {
            waiting.Writer.TryComplete();
        }
    }

    public void Dispose()
    {
        waiting.Writer.TryComplete();
        leave(this);
    }
}
