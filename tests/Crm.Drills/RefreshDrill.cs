using System.Globalization;
using Crm.Domain.Common;
using Crm.TestKit;
using Npgsql;

namespace Crm.Drills;

/// <summary>
/// Accounts of two-hour tokens with strict rotation, renewed by two real workers of which one is killed again and again,
/// over days of simulated time. The clock stands while work is under way, and goes by seconds after a kill.
/// </summary>
internal sealed class RefreshDrill : IAsyncDisposable
{
    private const int AccessSeconds = 7200;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>How far the clock goes in a second after a kill; a lease is fifteen seconds long.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(3);

    private const string InFlight = "leased_until > $1 and attempt_started_at is not null";

    private readonly string folder = Directory.CreateTempSubdirectory("crm-drill-").FullName;
    private readonly SocketsHttpHandler handler = new();
    private readonly DrillClock clock;
    private readonly RefreshDrillOptions options;
    private readonly Func<string, Task> say;
    private readonly TenantId tenantId = TenantId.New();
    private readonly List<ServerProcess> workers = [];
    private SimulatorProcess simulator = null!;
    private SimulatorControl tikTok = null!;
    private TestServer books = null!;
    private ConnectedAccounts accounts = null!;
    private NpgsqlDataSource database = null!;
    private int inFlightAtKills;

    private RefreshDrill(RefreshDrillOptions options, Func<string, Task> say)
    {
        this.options = options;
        this.say = say;
        clock = new(folder, new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero));
    }

    public static async Task<RefreshDrillReport> RunAsync(RefreshDrillOptions options, Func<string, Task> say)
    {
        await using var drill = new RefreshDrill(options, say);
        await drill.PrepareAsync();
        await drill.LiveAsync();

        return await drill.ReportAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in workers)
        {
            await worker.DisposeAsync();
        }

        if (database is not null)
        {
            await database.DisposeAsync();
        }

        if (books is not null)
        {
            await books.DisposeAsync();
        }

        if (simulator is not null)
        {
            await simulator.DisposeAsync();
        }

        handler.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task PrepareAsync()
    {
        simulator = await SimulatorProcess.StartAsync(
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["CRM_TEST_CLOCK"] = clock.Path }
        );
        tikTok = new(new HttpClient(handler, disposeHandler: false) { BaseAddress = simulator.Address });
        books = await TestServer.StartAsync(settings: ("CRM_ROLE", "web"));
        accounts = new(books.Services);
        database = NpgsqlDataSource.Create(books.Database.ConnectionString);

        var grants = await tikTok.IssueAsync(options.Accounts, AccessSeconds, AccessSeconds * 2160);
        foreach (var part in grants.Chunk(500))
        {
            var now = clock.Now;
            await accounts.StoreAsync(
                tenantId,
                part,
                now,
                _ => now.AddSeconds(AccessSeconds * 0.7 * Random.Shared.NextDouble())
            );
        }

        workers.Add(await ServerProcess.StartAsync(WorkerSettings()));
        workers.Add(await ServerProcess.StartAsync(WorkerSettings()));
    }

    private Dictionary<string, string?> WorkerSettings() =>
        new(StringComparer.Ordinal)
        {
            ["CRM_ROLE"] = "worker",
            ["CRM_DEMO"] = "1",
            ["CRM_TEST_CLOCK"] = clock.Path,
            ["CRM_DATA_DIR"] = folder,
            ["CRM_DATABASE_URL"] = books.Database.ConnectionString,
            ["INTEGRATION_ENCRYPTION_KEY"] = TestServer.EncryptionKey,
            ["TIKTOK_CLIENT_ID"] = "ck_demo",
            ["TIKTOK_CLIENT_SECRET"] = "cs_demo",
            ["TIKTOK_API_BASE_URL"] = simulator.Address.AbsoluteUri,
            ["Logging__LogLevel__Default"] = "Warning",
        };

    private async Task LiveAsync()
    {
        var start = clock.Now;
        var nextKill = options.Span / (options.Kills + 1);
        var killed = 0;
        while (clock.Now - start < options.Span)
        {
            var step = TimeSpan.FromMinutes(options.StepMinutes);
            if (killed < options.Kills && clock.Now + step - start >= nextKill * (killed + 1))
            {
                var victim = workers[killed % workers.Count];
                var other = workers[(killed + 1) % workers.Count];
                await KillAsync(victim, other, step, atTheWorstMoment: killed % 4 < 2);
                await say($"{clock.Now - start} killed {++killed}, in flight at kills {inFlightAtKills}");
            }
            else
            {
                clock.Advance(step);
            }

            await SettleAsync();
        }
    }

    /// <summary>
    /// Kills a worker while it renews. At the worst moment the provider has rotated and its answer is on the way; the other
    /// worker is held still until then, so that the work is the victim's. Then the other one goes on and finds what was left.
    /// </summary>
    private async Task KillAsync(ServerProcess victim, ServerProcess other, TimeSpan step, bool atTheWorstMoment)
    {
        if (atTheWorstMoment)
        {
            await other.FreezeAsync();
            await tikTok.FailTokenCallsAsync("timeout_after", times: -1);
        }

        clock.Advance(step);
        await Poll.UntilAsync(
            async () => await CountAsync(InFlight) > 0 || await CountAsync("refresh_due_at <= $1") == 0,
            Patience,
            "Nobody took up what is due."
        );
        await victim.KillAsync();
        if (atTheWorstMoment)
        {
            await tikTok.StopFailingAsync();
            await other.ThawAsync();
        }

        await Poll.UntilAsync(
            async () => await CountAsync("refresh_due_at <= $1 and (leased_until is null or leased_until <= $1)") == 0,
            Patience,
            "The other worker does not go on."
        );
        inFlightAtKills += await CountOrphansAsync();

        // In small steps, as in life: what was lost must be found by the lease's end and tried again within thirty seconds.
        for (var waited = TimeSpan.Zero; waited < TimeSpan.FromMinutes(1); waited += Moment)
        {
            if (await CountAsync("attempt_started_at is not null") == 0)
            {
                break;
            }

            clock.Advance(Moment);
            await Task.Delay(Second);
        }

        await victim.RestartAsync();
    }

    /// <summary>What stays leased while the clock stands and the living worker has nothing more to do.</summary>
    private async Task<int> CountOrphansAsync()
    {
        var still = 0;
        for (var last = -1; still < 8; still++)
        {
            var now = await CountAsync("attempt_started_at is not null");
            still = now == last ? still : 0;
            last = now;
            if (now == 0)
            {
                return 0;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(250));
        }

        return await CountAsync("attempt_started_at is not null");
    }

    private Task SettleAsync() =>
        Poll.UntilAsync(
            async () =>
            {
                // A lease that outlived its holder lapses only when time goes on.
                if (await CountAsync("refresh_due_at <= $1 or leased_until is not null") == 0)
                {
                    return true;
                }

                if (await CountAsync("refresh_due_at <= $1 and (leased_until is null or leased_until <= $1)") == 0)
                {
                    await Task.Delay(Second);
                    clock.Advance(Second);
                }

                return false;
            },
            Patience,
            "Due work was not done."
        );

    private async Task<RefreshDrillReport> ReportAsync()
    {
        await SettleAsync();
        var stored = await accounts.ReadAllAsync(tenantId);
        var connected = stored.Where(account => account.Status == "connected").ToList();
        var interrupted = stored.Count(account =>
            account is { Status: "needs_reauth", Reason: "interrupted_rotation" }
        );
        var dead = await tikTok.FindDeadAsync(connected.Select(account => account.Held));
        var others = stored
            .Where(account =>
                account.Status != "connected"
                && account is not { Status: "needs_reauth", Reason: "interrupted_rotation" }
            )
            .Select(account => $"{account.Id} is {account.Status} {account.Reason}");

        return new(
            connected.Count,
            interrupted,
            inFlightAtKills,
            options.Kills,
            await tikTok.CountRefreshesAsync(),
            [.. others, .. dead.Select(openId => $"{openId} holds a dead pair"), .. Missing(stored.Count)]
        );
    }

    private IEnumerable<string> Missing(int found) =>
        found == options.Accounts
            ? []
            : [$"{found.ToString(CultureInfo.InvariantCulture)} accounts of {options.Accounts} are left"];

    private async Task<int> CountAsync(string condition)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand("select set_config('role', 'crm_app', true), set_config('crm.tenant', $1, true)")
            {
                Parameters = { new NpgsqlParameter { Value = tenantId.ToString() } },
            }
        );
        batch.BatchCommands.Add(
            new NpgsqlBatchCommand(
                $"select count(*)::int from integrations.token_grant where {condition} and ($1::timestamptz is not null)"
            )
            {
                Parameters = { new NpgsqlParameter { Value = clock.Now.UtcDateTime } },
            }
        );
        await using var reader = await batch.ExecuteReaderAsync();
        await reader.NextResultAsync();
        await reader.ReadAsync();
        return reader.GetInt32(0);
    }
}
