using System.Diagnostics;
using Crm.TestKit;

namespace Crm.Drills.Posts;

/// <summary>
/// Posts that are due at once, two real workers that are killed again and again, and a platform that loses answers after it took the
/// post. It takes the same text twice, so that a post which is sent twice shows. The clock goes as time does until all are sent, and
/// a quarter of an hour further in leaps.
/// </summary>
internal sealed class PostsDrill : IAsyncDisposable
{
    private const string Killed = "drill";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(200);

    private readonly string folder = Directory.CreateTempSubdirectory("crm-drill-").FullName;
    private readonly SocketsHttpHandler handler = new();
    private readonly DrillClock clock;
    private readonly PostsDrillOptions options;
    private readonly Func<string, Task> say;
    private readonly List<ServerProcess> workers = [];
    private SimulatorProcess simulator = null!;
    private TestServer server = null!;
    private PostBooks books = null!;
    private Timer? ticking;
    private long lastTick;

    private PostsDrill(PostsDrillOptions options, Func<string, Task> say)
    {
        this.options = options;
        this.say = say;
        clock = new(folder, TimeProvider.System.GetUtcNow());
    }

    public static async Task<PostsDrillReport> RunAsync(PostsDrillOptions options, Func<string, Task> say)
    {
        await using var drill = new PostsDrill(options, say);
        await drill.PrepareAsync();
        await drill.WarmUpAsync();
        var minute = await drill.RushAsync("minute", TimeSpan.FromMinutes(1));
        await say($"spread over a minute: {minute}");
        var second = await drill.RushAsync("second", TimeSpan.Zero);
        await say($"in the same second: {second}");
        var seconds = await drill.KillAsync();

        return await drill.ReportAsync(minute, seconds);
    }

    public async ValueTask DisposeAsync()
    {
        if (ticking is not null)
        {
            await ticking.DisposeAsync();
        }

        foreach (var worker in workers)
        {
            await worker.DisposeAsync();
        }

        foreach (var started in new IAsyncDisposable?[] { books, server, simulator }.OfType<IAsyncDisposable>())
        {
            await started.DisposeAsync();
        }

        handler.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task PrepareAsync()
    {
        simulator = await SimulatorProcess.StartAsync(
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["CRM_TEST_CLOCK"] = clock.Path }
        );
        server = await TestServer.StartAsync(
            clock: new TestClock(clock.Now),
            settings: [("CRM_ROLE", "web"), ("X_API_BASE_URL", simulator.Address.AbsoluteUri.TrimEnd('/'))]
        );
        books = new(server, new HttpClient(handler, disposeHandler: false) { BaseAddress = simulator.Address });
        await books.OpenAsync(options.Tenants);
        await books.PutAsync("/sim/x/settings", new { takesSameText = true });
        await books.PutAsync("/sim/latency", new { ms = options.LatencyMs });
        workers.Add(await ServerProcess.StartAsync(WorkerSettings()));
        workers.Add(await ServerProcess.StartAsync(WorkerSettings()));
        await say($"{options.Tenants} companies are connected, two workers run");
    }

    private Dictionary<string, string?> WorkerSettings() =>
        new(StringComparer.Ordinal)
        {
            ["CRM_ROLE"] = "worker",
            ["CRM_DEMO"] = "1",
            ["CRM_TEST_CLOCK"] = clock.Path,
            ["CRM_DATA_DIR"] = folder,
            ["CRM_DATABASE_URL"] = server.Database.ConnectionString,
            ["INTEGRATION_ENCRYPTION_KEY"] = TestServer.EncryptionKey,
            ["X_API_BASE_URL"] = simulator.Address.AbsoluteUri.TrimEnd('/'),
            ["PROVIDER_TIMEOUT_SECONDS"] = "5",
            ["Logging__LogLevel__Default"] = "Warning",
        };

    private async Task<RushReport> RushAsync(string mark, TimeSpan within)
    {
        var due = clock.Now.AddMinutes(1);
        await books.ScheduleAsync(mark, options.Rush, due, within);
        var before = CpuSeconds();
        Advance(due - clock.Now - TimeSpan.FromSeconds(2));
        lastTick = Stopwatch.GetTimestamp();
        ticking ??= new(_ => Go(), state: null, Tick, Tick);
        await Poll.UntilAsync(
            async () => await books.CountAsync("t.status <> 'published'") == 0,
            Patience,
            "The rush did not end."
        );
        var delays = await books.DelaysAsync(mark);

        return new(
            delays.Count,
            delays[delays.Count / 2],
            delays[(int)Math.Ceiling(delays.Count * 0.99) - 1],
            delays[^1],
            (CpuSeconds() - before) * 1000 / delays.Count
        );
    }

    /// <summary>A worker that has published before, as any has that runs.</summary>
    private async Task WarmUpAsync()
    {
        await books.ScheduleAsync("warm", options.Tenants, clock.Now.AddSeconds(30));
        Advance(TimeSpan.FromSeconds(31));
        await Poll.UntilAsync(
            async () => await books.CountAsync("t.status <> 'published'") == 0,
            Patience,
            "Nothing is published."
        );
    }

    private double CpuSeconds() =>
        workers.Sum(worker =>
        {
            using var process = Process.GetProcessById(worker.ProcessId);

            return process.TotalProcessorTime.TotalSeconds;
        });

    private async Task<double> KillAsync()
    {
        await say($"{options.Posts} posts are being written");
        await books.ScheduleAsync(Killed, options.Posts, clock.Now.AddMinutes(50));
        await books.PostAsync(
            "/sim/faults",
            new
            {
                provider = "x",
                kind = "reset_after",
                path = "/2/tweets",
                times = -1,
                every = options.LostEvery,
            }
        );
        var started = Stopwatch.GetTimestamp();
        // All that was written is due from now on.
        Advance(TimeSpan.FromMinutes(50));
        for (var killed = 1; killed <= options.Kills; killed++)
        {
            var share = options.Posts * killed / (options.Kills + 1);
            await Poll.UntilAsync(
                async () => await books.CountAsync(SentIn) >= share,
                Patience,
                "Too few posts were sent."
            );
            var victim = workers[killed % workers.Count];
            await victim.KillAsync();
            await say($"{share} are sent, killed {killed}");
            await victim.RestartAsync();
        }

        await Poll.UntilAsync(
            async () => await books.CountAsync(SentIn) >= options.Posts,
            Patience,
            "Not all posts were sent."
        );
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        await say($"all are sent after {seconds:0} s; a quarter of an hour passes");
        for (var leap = 0; leap < 15; leap++)
        {
            Advance(TimeSpan.FromMinutes(1));
            await Poll.UntilAsync(
                async () => await books.CountAsync($"t.due_at <= '{clock.Now.AddSeconds(-1):O}'") == 0,
                Patience,
                "What is due is not looked at."
            );
        }

        return seconds;
    }

    private const string SentIn = $"p.body ->> 'text' like '{Killed} %' and t.attempts > 0";

    private async Task<PostsDrillReport> ReportAsync(RushReport rush, double seconds)
    {
        var stored = await books.ReadAsync(Killed);
        var atPlatform = await books.AtPlatformAsync(Killed);
        var faults = new List<string>();
        faults.AddRange(
            atPlatform
                .Where(post => post.Count() > 1)
                .Select(post => $"{post.Key}: {post.Count()} times at the platform")
        );
        foreach (var (text, status, externalId) in stored)
        {
            var there = atPlatform[text].FirstOrDefault();
            var isRight = status switch
            {
                "published" => there is not null && there == externalId,
                "unknown" => there is null,
                _ => false,
            };
            if (!isRight)
            {
                faults.Add($"{text}: {status} {externalId}, at the platform {there ?? "nothing"}");
            }
        }

        return new(
            rush,
            stored.Count(post => post.Status == "published"),
            stored.Count(post => post.Status == "unknown"),
            atPlatform.Count,
            options.Kills,
            await books.CountAttemptsAsync("outcome = 'lost'"),
            await books.CountAttemptsAsync("outcome is null"),
            seconds
        )
        {
            Faults = faults,
        };
    }

    private void Advance(TimeSpan by)
    {
        lock (clock)
        {
            clock.Advance(by);
            server.Clock.Set(clock.Now);
        }
    }

    private void Go()
    {
        lock (clock)
        {
            var now = Stopwatch.GetTimestamp();
            Advance(Stopwatch.GetElapsedTime(lastTick, now));
            lastTick = now;
        }
    }
}
