using Crm.Benchmarks.Data;
using Crm.Benchmarks.Load;
using Crm.Benchmarks.Measuring;
using Crm.TestKit;

namespace Crm.Benchmarks.Workloads;

/// <summary>W4: sign-ins beside the bare hash, and what a storm of them does to somebody who reads a list.</summary>
internal sealed class SignInBench(BenchOptions options, BenchCluster cluster, BenchDatabase database)
{
    private const string Rounds = "210000";

    public async Task RunAsync(Report report, string publicKey, HttpWorkload list)
    {
        var settings = ProductSettings.Web(database.ConnectionString, Rounds);
        await using (
            var rival = await Rival.StartAsync(options, cluster, settings, database.ConnectionString, publicKey)
        )
        {
            report.Add(await rival.CompareAsync(HttpWorkloads.SignIn(database.Tenants)), leastThroughput: 0.95);
        }

        await StormAsync(report, settings, list);
    }

    private async Task StormAsync(Report report, Dictionary<string, string?> settings, HttpWorkload list)
    {
        Say.Line($"W4 lists during a storm of sign-ins");
        await using var product = await ServerProcess.StartAsync(settings);
        using var readers = new Connections(product.Address);
        using var signers = new Connections(product.Address);
        var calm = new Side("calm", product.ProcessId, cluster.Postmaster);
        var storm = new Side("storm", product.ProcessId, cluster.Postmaster);
        var signIn = HttpWorkloads.SignIn(database.Tenants);
        await ReadAsync(readers, list);
        for (var round = 0; round < options.Rounds; round++)
        {
            await calm.RunAsync(() => ReadAsync(readers, list));
            // The signers begin first, so that the readers never see a calm moment.
            var signing = LoadSlice.RunAsync(signers.All, signIn.Next, signIn.Status, options.Slice * 1.2);
            await storm.RunAsync(() => ReadAsync(readers, list));
            await signing;
        }

        report.Note(
            $"W2 during a storm of sign-ins ({BenchOptions.Connections} at a time): p50 {calm.Percentile(0.5):0.0} → {storm.Percentile(0.5):0.0} ms, p99 {calm.Percentile(0.99):0.0} → {storm.Percentile(0.99):0.0} ms, a factor of {storm.Percentile(0.99) / calm.Percentile(0.99):0.0} (goal: at most 2); {calm.PerSecond:#,0} → {storm.PerSecond:#,0} lists a second."
        );
    }

    private Task<SliceResult> ReadAsync(Connections readers, HttpWorkload list) =>
        LoadSlice.RunAsync(readers.All, list.Next, list.Status, options.Slice);
}
