using Crm.Application.Common;
using Crm.Infrastructure.Outbox;

namespace Crm.WebApi.Events;

/// <summary>The lines of text/event-stream. Never writes the same event twice, nor one that lies before another.</summary>
internal sealed class EventWriter(HttpResponse response)
{
    /// <summary>The last event the listener has.</summary>
    public EventPosition Written { get; set; } = new(0, Guid.Empty);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";

        return SendAsync("retry: 2000\n\n", cancellationToken);
    }

    /// <summary>Names a position without an event, so that a listener that hears nothing yet can resume. Never before what was missed.</summary>
    public Task NameAsync(EventPosition position, CancellationToken cancellationToken) =>
        SendAsync($"id: {position}\n\n", cancellationToken);

    /// <param name="visible">What happens elsewhere is passed over.</param>
    public Task WriteAsync(IReadOnlyList<EventLine> lines, VenueScope visible, CancellationToken cancellationToken)
    {
        var text = new System.Text.StringBuilder();
        foreach (var line in lines.Where(line => line.Position.IsAfter(Written)))
        {
            Written = line.Position;
            if (visible.Covers(line.VenueId))
            {
                text.Append("id: ").Append(line.Position).Append("\nevent: ").Append(line.Type);
                text.Append("\ndata: ").Append(line.Payload).Append("\n\n");
            }
        }

        return text.Length == 0 ? Task.CompletedTask : SendAsync(text.ToString(), cancellationToken);
    }

    /// <summary>What was missed cannot be told any more: the listener reads everything anew.</summary>
    public Task ResyncAsync(CancellationToken cancellationToken) =>
        SendAsync("event: resync\ndata: {}\n\n", cancellationToken);

    public Task HeartbeatAsync(CancellationToken cancellationToken) => SendAsync(": still here\n\n", cancellationToken);

    private async Task SendAsync(string text, CancellationToken cancellationToken)
    {
        await response.WriteAsync(text, cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}
