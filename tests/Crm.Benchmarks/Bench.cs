using Crm.Benchmarks.Data;
using Crm.Benchmarks.Measuring;
using Crm.Benchmarks.Sweep;
using Crm.Benchmarks.Workloads;
using Crm.TestKit;

namespace Crm.Benchmarks;

/// <summary>The workloads of docs/operations/benchmarks.md, one after the other.</summary>
internal sealed class Bench(BenchOptions options)
{
    private readonly Report report = new(
        $"{options.Rows:#,0} leads in {options.Tenants:#,0} tenants, {BenchOptions.Connections} connections, slices of {options.Slice.TotalSeconds:0} s, {options.Rounds} of each side in turns."
    );

    public async Task RunAsync()
    {
        await using var cluster = await BenchCluster.StartAsync(options.DataDirectory);
        if (Wants("W1", "W1K", "W2", "W3", "W4", "W5", "W6", "NEIGHBOUR"))
        {
            await RunWorkloadsAsync(cluster);
        }

        if (options.Wants("GROWTH"))
        {
            await new GrowthBench(options, cluster).RunAsync(report);
        }

        await Console.Out.WriteLineAsync(report.ToString());
    }

    private bool Wants(params string[] workloads) => workloads.Any(options.Wants);

    private async Task RunWorkloadsAsync(BenchCluster cluster)
    {
        var sizes = Enumerable.Repeat(BenchOptions.LeadsPerTenant, options.Tenants).ToList();
        await using var database = await BenchDatabase.OpenAsync(cluster, $"bench_{options.Rows}", sizes);
        var (tokens, apiTokens, publicKey) = await SignInAsync(database);

        HttpWorkload[] reads =
        [
            HttpWorkloads.ListLeads(database.Tenants, apiTokens),
            HttpWorkloads.SearchLeads(database.Tenants, tokens),
            HttpWorkloads.IngestWebhook(),
            HttpWorkloads.CreateLead(database.Tenants, apiTokens),
            HttpWorkloads.CreateLeadOnce(database.Tenants, apiTokens),
        ];
        foreach (var workload in reads.Where(workload => options.Wants(workload.Key)))
        {
            await using var rival = await Rival.StartAsync(
                options,
                cluster,
                ProductSettings.Web(database.ConnectionString),
                database.ConnectionString,
                publicKey
            );
            report.Add(await rival.CompareAsync(workload));
        }

        if (options.Wants("W4"))
        {
            await new SignInBench(options, cluster, database).RunAsync(report, publicKey, reads[0]);
        }

        if (options.Wants("NEIGHBOUR"))
        {
            await new NeighbourBench(options, cluster, database).RunAsync(report, tokens[0], reads[0]);
        }

        await database.CleanAsync();
        if (options.Wants("W6"))
        {
            foreach (var comparison in await new SweepBench(options, cluster, database).RunAsync(publicKey))
            {
                report.Add(comparison);
            }
        }
    }

    private static async Task<(
        IReadOnlyList<string> Tokens,
        IReadOnlyList<string> ApiTokens,
        string PublicKey
    )> SignInAsync(BenchDatabase database)
    {
        Say.Line($"Signing in the owners of {database.Tenants.Count:#,0} tenants");
        await using var server = await ServerProcess.StartAsync(ProductSettings.Web(database.ConnectionString));

        var tokens = await SignIns.SignInAsync(server.Address, database.Tenants);

        return (
            tokens,
            await ApiTokens.CreateAsync(server.Address, database, tokens),
            await SignIns.PublicKeyAsync(server.Address)
        );
    }
}
