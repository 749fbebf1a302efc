namespace Crm.ProviderSimulator.TikTokLogin;

/// <summary>A sliding minute per path. Nothing is allocated before the first call.</summary>
internal sealed class CallWindows
{
    private readonly Lock gate = new();
    private Dictionary<string, Queue<long>>? windows;

    public bool Allows(string path, DateTimeOffset now, int limit)
    {
        if (limit <= 0)
        {
            return true;
        }

        lock (gate)
        {
            windows ??= new(StringComparer.Ordinal);
            if (!windows.TryGetValue(path, out var calls))
            {
                windows[path] = calls = new();
            }

            var minuteAgo = now.AddMinutes(-1).UtcTicks;
            while (calls.TryPeek(out var oldest) && oldest <= minuteAgo)
            {
                calls.Dequeue();
            }

            if (calls.Count >= limit)
            {
                return false;
            }

            calls.Enqueue(now.UtcTicks);
            return true;
        }
    }
}
