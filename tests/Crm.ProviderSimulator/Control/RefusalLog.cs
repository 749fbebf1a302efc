using System.Collections.Concurrent;

namespace Crm.ProviderSimulator.Control;

internal sealed record Refusal(
    long Number,
    DateTimeOffset At,
    string Provider,
    string Method,
    string Path,
    string Code,
    string Reason
);

/// <summary>Why requests were refused. A test fails when this holds a refusal that it did not announce.</summary>
internal sealed partial class RefusalLog(SimulatedProviders providers, TimeProvider clock, ILogger<RefusalLog> logger)
{
    private const int Kept = 5000;

    private readonly ConcurrentQueue<Refusal> refusals = new();
    private long total;

    public long Total => Interlocked.Read(ref total);

    public IReadOnlyList<Refusal> All => [.. refusals];

    public static bool WasRefused(HttpContext context) => context.Items.ContainsKey(typeof(RefusalLog));

    public void Add(HttpContext context, string code, string reason)
    {
        context.Items[typeof(RefusalLog)] = true;
        var path = context.Request.Path.Value ?? "/";
        var number = Interlocked.Increment(ref total);
        var provider = providers.Of(context)?.Name ?? "none";
        refusals.Enqueue(new(number, clock.GetUtcNow(), provider, context.Request.Method, path, code, reason));
        while (refusals.Count > Kept)
        {
            refusals.TryDequeue(out _);
        }

        LogRefused(provider, context.Request.Method, path, code, reason);
    }

    public void Reset()
    {
        refusals.Clear();
        Interlocked.Exchange(ref total, 0);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Provider} refused {Method} {Path}: {Code}, {Reason}")]
    private partial void LogRefused(string provider, string method, string path, string code, string reason);
}
