using Crm.Benchmarks.Data;
using Crm.Benchmarks.Load;
using Crm.Benchmarks.Measuring;
using Crm.TestKit;

namespace Crm.Benchmarks.Workloads;

/// <summary>What the same request costs a tenant of ten thousand leads and a tenant of a million.</summary>
internal sealed class GrowthBench(BenchOptions options, BenchCluster cluster)
{
    public async Task RunAsync(Report report)
    {
        int[] sizes = options.IsQuick ? [1_000, 100_000] : [10_000, 1_000_000];
        await using var database = await BenchDatabase.OpenAsync(cluster, $"bench_growth_{sizes[1]}", sizes);
        await using var product = await ServerProcess.StartAsync(ProductSettings.Web(database.ConnectionString));
        var tokens = await SignIns.SignInAsync(product.Address, database.Tenants);
        using var connections = new Connections(product.Address);
        foreach (var (title, of) in Requests())
        {
            Say.Line($"GROWTH {title}");
            Side[] sides = [.. sizes.Select(size => new Side($"{size:#,0}", product.ProcessId, cluster.Postmaster))];
            HttpWorkload[] workloads = [.. sizes.Select((_, place) => of([database.Tenants[place]], [tokens[place]]))];
            for (var round = 0; round <= options.Rounds; round++)
            {
                foreach (var place in round % 2 == 0 ? [0, 1] : (int[])[1, 0])
                {
                    var workload = workloads[place];
                    Task<SliceResult> Slice() =>
                        LoadSlice.RunAsync(connections.All, workload.Next, workload.Status, options.Slice / 2);
                    await (round == 0 ? Slice() : sides[place].RunAsync(Slice));
                }
            }

            report.Note(
                $"{title}, tenant of {sides[0].Name} → {sides[1].Name} leads: CPU {sides[0].Cpu:0.00} → {sides[1].Cpu:0.00} ms, p50 {sides[0].Percentile(0.5):0.0} → {sides[1].Percentile(0.5):0.0} ms, p99 {sides[0].Percentile(0.99):0.0} → {sides[1].Percentile(0.99):0.0} ms; CPU × {sides[1].Cpu / sides[0].Cpu:0.00} (goal: at most 2)."
            );
        }

        await database.CleanAsync();
    }

    private static IEnumerable<(
        string Title,
        Func<IReadOnlyList<BenchTenant>, IReadOnlyList<string>, HttpWorkload> Of
    )> Requests()
    {
        yield return ("W1 create", HttpWorkloads.CreateLead);
        yield return ("W2 list", HttpWorkloads.ListLeads);
        yield return (
            "W5 search, one in forty",
            (tenants, tokens) => HttpWorkloads.Search("", tenants, tokens, ["ozturk", "yildiri", "korkmaz"])
        );
        yield return (
            "W5 search, one lead",
            (tenants, tokens) => HttpWorkloads.Search("", tenants, tokens, ["5320000123", "5320000777", "5320000042"])
        );
        yield return (
            "W5 search, none",
            (tenants, tokens) => HttpWorkloads.Search("", tenants, tokens, ["zzyzx", "qwerty"])
        );
    }
}
