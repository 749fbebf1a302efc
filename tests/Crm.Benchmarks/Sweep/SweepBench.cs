using System.Diagnostics;
using Crm.Benchmarks.Data;
using Crm.Benchmarks.Limit;
using Crm.Benchmarks.Load;
using Crm.Benchmarks.Measuring;
using Crm.TestKit;

namespace Crm.Benchmarks.Sweep;

/// <summary>W6: everything is due at once; the clock runs from the first call to the provider until nothing is due.</summary>
internal sealed class SweepBench(BenchOptions options, BenchCluster cluster, BenchDatabase database)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private int Accounts => options.IsQuick ? 5_000 : 100_000;

    public async Task<IReadOnlyList<Comparison>> RunAsync(string publicKey)
    {
        await AccountSeed.EnsureAsync(database, Accounts);
        await using var provider = await StubProvider.StartAsync();
        var address = provider.Address.AbsoluteUri.TrimEnd('/');
        var comparisons = new List<Comparison>();
        foreach (var latency in options.Latencies)
        {
            provider.Latency = TimeSpan.FromMilliseconds(latency);
            await using var limit = await LimitProcess.StartAsync(database.ConnectionString, publicKey, address);
            await using var worker = await ServerProcess.StartAsync(
                ProductSettings.Worker(database.ConnectionString, address)
            );
            comparisons.Add(await CompareAsync(latency, provider, limit, worker));
        }

        return comparisons;
    }

    private async Task<Comparison> CompareAsync(
        int latency,
        StubProvider provider,
        LimitProcess limit,
        ServerProcess worker
    )
    {
        var title = $"sweep of {Accounts:#,0} accounts, provider {latency} ms";
        Say.Line($"W6 {title}");
        var ours = new Side("product", worker.ProcessId, cluster.Postmaster);
        var bare = new Side("limit", limit.ProcessId, cluster.Postmaster);
        // One small sweep of each beforehand warms it up.
        await SweepAsync("bare.token_grant", Accounts / 10, provider, () => SweepAsync(limit));
        await SweepAsync("integrations.token_grant", Accounts / 10, provider, () => Task.CompletedTask);
        for (var round = 0; round < (latency == 0 ? 2 : 1); round++)
        {
            await TurnAsync(ours, "integrations.token_grant", provider, () => Task.CompletedTask);
            await TurnAsync(bare, "bare.token_grant", provider, () => SweepAsync(limit));
        }

        return new("W6", title, "accounts", ours, bare);
    }

    /// <summary>Over a connection of its own: one that waits for the product's turn is closed before a slow provider's sweep is over.</summary>
    private static async Task SweepAsync(LimitProcess limit)
    {
        using var connection = new LoadConnection(limit.Address);
        await connection.SendAsync(SweepRequest);
    }

    private static ReadOnlyMemory<byte> SweepRequest { get; } = HttpText.Post("/sweep", "", "{}");

    private async Task TurnAsync(Side side, string table, StubProvider provider, Func<Task> start)
    {
        await side.RunAsync(
            prepare: () => MakeDueAsync(table, Accounts),
            slice: () => WatchAsync(table, Accounts, provider, start)
        );
    }

    private async Task SweepAsync(string table, int count, StubProvider provider, Func<Task> start)
    {
        await MakeDueAsync(table, count);
        await WatchAsync(table, count, provider, start);
    }

    private async Task<SliceResult> WatchAsync(string table, int count, StubProvider provider, Func<Task> start)
    {
        var before = provider.Calls;
        var running = start();
        await Poll.UntilAsync(() => provider.Calls > before, Patience, "The sweep did not begin.");
        var started = Stopwatch.GetTimestamp();
        await Poll.UntilAsync(() => provider.Calls >= before + count, Patience, "The sweep did not end.");
        await Poll.UntilAsync(async () => await CountDueAsync(table) == 0, Patience, "The last pairs were not stored.");
        var elapsed = Stopwatch.GetElapsedTime(started);
        await running;

        return new SliceResult([], elapsed) { Units = count };
    }

    private async Task MakeDueAsync(string table, int count)
    {
        await database.Source.RunAsync($"vacuum analyze {table}");
        await database.Source.RunAsync(
            AcrossTenants(
                table,
                $"""
                update {table} set refresh_due_at = now() - interval '1 minute'
                where account_id in (select account_id from {table} limit {count})
                """
            )
        );
    }

    private async Task<long> CountDueAsync(string table) =>
        (long)
            (
                await database.Source.ScalarAsync(
                    AcrossTenants(table, $"select count(*) from {table} where refresh_due_at <= now()")
                )
            )!;

    // While the product runs, its locks stay as they are: the role that leases may look across tenants.
    private static string AcrossTenants(string table, string sql) =>
        table.StartsWith("bare.", StringComparison.Ordinal) ? sql : $"set role crm_lookup; {sql}; reset role";
}
