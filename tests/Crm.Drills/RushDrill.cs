using System.Diagnostics;
using Crm.Domain.Common;
using Crm.TestKit;

namespace Crm.Drills;

/// <summary>
/// Everything due at once, in real time: two real workers renew it at a slow provider, and one of them is killed half-way. No
/// access token may end before its successor is stored.
/// </summary>
internal sealed class RushDrill : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(250);

    private readonly string folder = Directory.CreateTempSubdirectory("crm-drill-").FullName;
    private readonly SocketsHttpHandler handler = new();
    private readonly RushDrillOptions options;
    private readonly Func<string, Task> say;
    private readonly TenantId tenantId = TenantId.New();
    private readonly List<ServerProcess> workers = [];
    private SimulatorProcess simulator = null!;
    private SimulatorControl tikTok = null!;
    private TestServer books = null!;
    private ConnectedAccounts accounts = null!;
    private DateTimeOffset firstEnd;
    private long mostExpired;

    private RushDrill(RushDrillOptions options, Func<string, Task> say)
    {
        this.options = options;
        this.say = say;
    }

    public static async Task<RushDrillReport> RunAsync(RushDrillOptions options, Func<string, Task> say)
    {
        await using var drill = new RushDrill(options, say);
        await drill.PrepareAsync();
        var (seconds, orphans) = await drill.RushAsync();

        return await drill.ReportAsync(seconds, orphans);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in workers)
        {
            await worker.DisposeAsync();
        }

        foreach (var started in new IAsyncDisposable?[] { books, simulator }.OfType<IAsyncDisposable>())
        {
            await started.DisposeAsync();
        }

        handler.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task PrepareAsync()
    {
        simulator = await SimulatorProcess.StartAsync();
        tikTok = new(new HttpClient(handler, disposeHandler: false) { BaseAddress = simulator.Address });
        await tikTok.SlowDownAsync(options.LatencyMs);
        books = await TestServer.StartAsync(settings: ("CRM_ROLE", "web"));
        accounts = new(books.Services);

        var grants = await tikTok.IssueAsync(options.Accounts, options.AccessSeconds, options.AccessSeconds * 90);
        var now = TimeProvider.System.GetUtcNow();
        firstEnd = now.AddSeconds(options.AccessSeconds);
        var hour = TimeSpan.FromHours(1);
        foreach (var part in grants.Chunk(500))
        {
            // Not yet: the workers begin together, when all of it is stored.
            await accounts.StoreAsync(tenantId, part, now, _ => now + hour);
        }

        workers.Add(await ServerProcess.StartAsync(WorkerSettings()));
        workers.Add(await ServerProcess.StartAsync(WorkerSettings()));
    }

    private Dictionary<string, string?> WorkerSettings() =>
        new(StringComparer.Ordinal)
        {
            ["CRM_ROLE"] = "worker",
            ["CRM_DATA_DIR"] = folder,
            ["CRM_DATABASE_URL"] = books.Database.ConnectionString,
            ["INTEGRATION_ENCRYPTION_KEY"] = TestServer.EncryptionKey,
            ["TIKTOK_CLIENT_ID"] = "ck_demo",
            ["TIKTOK_CLIENT_SECRET"] = "cs_demo",
            ["TIKTOK_API_BASE_URL"] = simulator.Address.AbsoluteUri,
            ["Logging__LogLevel__Default"] = "Warning",
        };

    private async Task<(double Seconds, int Orphans)> RushAsync()
    {
        var started = Stopwatch.GetTimestamp();
        await accounts.MakeDueAsync(tenantId);
        await UntilAsync(async () => await CountAsync("version > 1") >= options.Accounts / 2);
        await workers[0].KillAsync();
        var orphans = (int)await CountAsync("attempt_started_at is not null");
        await say($"{Stopwatch.GetElapsedTime(started).TotalSeconds:0} s: half is renewed, one worker is killed");

        // Each is renewed, or was refused after the kill: what is refused is due no more.
        await UntilAsync(async () => await CountAsync("version = 1 and refresh_due_at is not null") == 0);

        return (Stopwatch.GetElapsedTime(started).TotalSeconds, orphans);
    }

    private Task UntilAsync(Func<Task<bool>> isDone) =>
        Poll.UntilAsync(
            async () =>
            {
                mostExpired = Math.Max(mostExpired, await CountAsync("access_expires_at <= now()"));
                await Task.Delay(Glance);

                return await isDone();
            },
            Patience,
            "The rush did not end."
        );

    private async Task<RushDrillReport> ReportAsync(double seconds, int orphans)
    {
        var stored = await accounts.ReadAllAsync(tenantId);
        var connected = stored.Where(account => account.Status == "connected").ToList();
        var dead = await tikTok.FindDeadAsync(connected.Select(account => account.Held));
        var interrupted = stored.Count(account => account.Reason == "interrupted_rotation");

        return new(
            connected.Count,
            interrupted,
            orphans,
            mostExpired,
            dead.Count,
            seconds,
            (firstEnd - TimeProvider.System.GetUtcNow()).TotalSeconds
        )
        {
            IsWhole = connected.Count + interrupted == options.Accounts,
        };
    }

    private Task<long> CountAsync(string condition) =>
        accounts.CountAsync(tenantId, $"integrations.token_grant where {condition}");
}
