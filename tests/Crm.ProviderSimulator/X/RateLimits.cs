using System.Collections.Concurrent;
using System.Globalization;
using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.X;

/// <summary>Fixed windows that start with the first call, and the headers that tell of them. There is no Retry-After.</summary>
internal sealed class RateLimits(TimeProvider clock, Switches<XSettings> settings)
{
    private const int DaySeconds = 86_400;

    private readonly ConcurrentDictionary<(string Call, string Who), Window> windows = new();

    /// <summary>Takes one call from the caller's window and tells its state in the headers; false when nothing was left.</summary>
    public bool Take(HttpContext context, XCall call, string who)
    {
        var current = settings.Current;
        var limit = current.RateLimit > 0 ? current.RateLimit : call.Limit;
        return Take(context, "x-rate-limit", (call.Name, who), limit, current.RateWindowSeconds, 1);
    }

    /// <summary>The day's window of the whole app, for posts.</summary>
    public bool TakeDaily(HttpContext context, XApp app) =>
        Take(context, "x-app-limit-24hour", ("day", app.ApiKey), settings.Current.PostsPerDay, DaySeconds, 1);

    /// <summary>The headers of an answer to a caller who is not known: nothing is taken.</summary>
    public void Show(HttpContext context, XCall call)
    {
        var current = settings.Current;
        var limit = current.RateLimit > 0 ? current.RateLimit : call.Limit;
        Take(context, "x-rate-limit", (call.Name, ""), limit, current.RateWindowSeconds, 0);
    }

    /// <summary>The headers of a full window, for calls that are throttled on request.</summary>
    public void ShowFull(HttpContext context)
    {
        var end = clock.GetUtcNow().AddSeconds(settings.Current.RateWindowSeconds);
        Write(context, "x-rate-limit", XCall.Me.Limit, 0, end);
    }

    public void Reset() => windows.Clear();

    private bool Take(
        HttpContext context,
        string header,
        (string Call, string Who) key,
        int limit,
        int seconds,
        int calls
    )
    {
        var window = windows.GetOrAdd(key, _ => new());
        lock (window)
        {
            var now = clock.GetUtcNow();
            if (window.EndsAt <= now)
            {
                (window.EndsAt, window.Calls) = (now.AddSeconds(seconds), 0);
            }

            var allowed = window.Calls + calls <= limit;
            window.Calls += allowed ? calls : 0;
            Write(context, header, limit, Math.Max(0, limit - window.Calls), window.EndsAt);
            return allowed;
        }
    }

    private static void Write(HttpContext context, string header, int limit, int remaining, DateTimeOffset endsAt)
    {
        var headers = context.Response.Headers;
        // Rounded up: who waits until the second that is told finds the window open.
        var reset = (endsAt.ToUnixTimeMilliseconds() + 999) / 1000;
        headers[$"{header}-limit"] = limit.ToString(CultureInfo.InvariantCulture);
        headers[$"{header}-remaining"] = remaining.ToString(CultureInfo.InvariantCulture);
        headers[$"{header}-reset"] = reset.ToString(CultureInfo.InvariantCulture);
    }

    private sealed class Window
    {
        public DateTimeOffset EndsAt { get; set; }

        public int Calls { get; set; }
    }
}
