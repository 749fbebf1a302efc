using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Playwright;

namespace Crm.Browser.Tests.Speed;

/// <summary>
/// What a page's main thread does, task by task, counted in the processor's time and not the clock's: a machine that is busy with other
/// work makes no task longer.
/// </summary>
internal sealed class MainThread : IDisposable
{
    private const string ThreadName = "CrRendererMain";
    private const string Task = "RunTask";

    private static readonly string[] Categories = ["toplevel", "disabled-by-default-devtools.timeline"];

    private readonly ICDPSession session;
    private readonly ConcurrentQueue<JsonElement> trace = new();
    private readonly SemaphoreSlim whole = new(0);

    private MainThread(ICDPSession session)
    {
        this.session = session;
        session.Event("Tracing.dataCollected").OnEvent += (_, told) =>
        {
            foreach (var entry in told!.Value.GetProperty("value").EnumerateArray())
            {
                trace.Enqueue(entry.Clone());
            }
        };
        session.Event("Tracing.tracingComplete").OnEvent += (_, _) => whole.Release();
    }

    public static async Task<MainThread> WatchAsync(IPage page)
    {
        var watched = new MainThread(await page.Context.NewCDPSessionAsync(page));
        await watched.session.SendAsync(
            "Tracing.start",
            new() { ["traceConfig"] = new { includedCategories = Categories } }
        );

        return watched;
    }

    /// <summary>How long each task since the beginning took, in milliseconds of processor time.</summary>
    public async Task<IReadOnlyList<double>> EndAsync()
    {
        await session.SendAsync("Tracing.end");
        await whole.WaitAsync();
        var threads = trace
            .Where(entry =>
                Name(entry) == "thread_name" && entry.GetProperty("args").GetProperty("name").GetString() == ThreadName
            )
            .Select(Thread)
            .ToHashSet();

        return
        [
            .. trace
                .Where(entry =>
                    Name(entry) == Task && threads.Contains(Thread(entry)) && entry.TryGetProperty("tdur", out var _)
                )
                .Select(entry => entry.GetProperty("tdur").GetDouble() / 1_000),
        ];
    }

    public void Dispose() => whole.Dispose();

    private static string? Name(JsonElement entry) => entry.GetProperty("name").GetString();

    private static (int Process, int Thread) Thread(JsonElement entry) =>
        (entry.GetProperty("pid").GetInt32(), entry.GetProperty("tid").GetInt32());
}
