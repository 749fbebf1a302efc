using System.Collections.Concurrent;
using System.Diagnostics;

namespace Crm.WebApi.Tests.Journey;

/// <summary>Every span of every source as text, before anything of ours has seen it.</summary>
internal sealed class TraceCapture : IDisposable
{
    private readonly ConcurrentQueue<string> spans = new();
    private readonly ActivityListener listener;

    public TraceCapture()
    {
        listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => spans.Enqueue(Text(span)),
        };
        ActivitySource.AddActivityListener(listener);
    }

    /// <summary>All but those of the test's own calls to the server.</summary>
    public IEnumerable<string> SpansOf(Uri server) =>
        spans.Where(span => !span.Contains($"[url.full, {server.AbsoluteUri}", StringComparison.Ordinal));

    public void Dispose() => listener.Dispose();

    private static string Text(Activity span)
    {
        var events = span.Events.Select(one => $"{one.Name} {Text(one.Tags)}");

        return $"{span.Source.Name} {span.OperationName} {span.DisplayName} {span.StatusDescription} {Text(span.TagObjects)} {string.Join(' ', span.Baggage)} {string.Join(' ', events)}";
    }

    private static string Text(IEnumerable<KeyValuePair<string, object?>> tags) => string.Join(' ', tags);
}
