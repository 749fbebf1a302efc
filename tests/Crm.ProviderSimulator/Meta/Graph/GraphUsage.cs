using System.Collections.Concurrent;
using System.Text.Json;

namespace Crm.ProviderSimulator.Meta.Graph;

/// <summary>Calls of the last 24 hours per object and kind, their budget, and the usage headers in percent and minutes.</summary>
internal sealed class GraphUsage(TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(24);

    private readonly ConcurrentDictionary<(string ObjectId, string Type), Queue<DateTimeOffset>> calls = new();

    /// <summary>Counts the call or refuses it with the code of its kind.</summary>
    public void Count(GraphCall call, string objectId, string type, long budget, GraphError tooMany)
    {
        var made = calls.GetOrAdd((objectId, type), _ => new());
        lock (made)
        {
            var now = clock.GetUtcNow();
            while (made.TryPeek(out var oldest) && oldest <= now - Window)
            {
                made.Dequeue();
            }

            var allowed = made.Count < budget;
            if (allowed)
            {
                made.Enqueue(now);
            }

            var minutes = allowed || made.Count == 0 ? 0 : (made.Peek() + Window - now).TotalMinutes;
            Tell(call, objectId, type, Percent(made.Count, budget), (int)Math.Ceiling(minutes));
            if (!allowed)
            {
                throw new GraphRefusal(tooMany, $"{type}: more than {budget} calls in 24 hours for {objectId}");
            }
        }
    }

    public void Reset() => calls.Clear();

    /// <summary>The headers of a throttled call that no budget has caused.</summary>
    public static string Header(string objectId, string type, int percent, int minutes) =>
        JsonSerializer.Serialize(
            new Dictionary<string, object>(StringComparer.Ordinal)
            {
                [objectId] = new[]
                {
                    new
                    {
                        type,
                        call_count = percent,
                        total_cputime = Math.Min(percent, 5),
                        total_time = Math.Min(percent, 7),
                        estimated_time_to_regain_access = minutes,
                    },
                },
            }
        );

    private static int Percent(int made, long budget) => budget <= 0 ? 100 : (int)(made * 100L / budget);

    // Graph says nothing until enough calls were made.
    private static void Tell(GraphCall call, string objectId, string type, int percent, int minutes)
    {
        if (percent < 1)
        {
            return;
        }

        var headers = call.Context.Response.Headers;
        headers["X-Business-Use-Case-Usage"] = Header(objectId, type, percent, minutes);
        headers["X-App-Usage"] = JsonSerializer.Serialize(
            new
            {
                call_count = Math.Min(percent, 100),
                total_time = 1,
                total_cputime = 1,
            }
        );
    }
}
