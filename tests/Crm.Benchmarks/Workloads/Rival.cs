using System.Text.Json;
using Crm.Benchmarks.Data;
using Crm.Benchmarks.Limit;
using Crm.Benchmarks.Load;
using Crm.Benchmarks.Measuring;
using Crm.TestKit;

namespace Crm.Benchmarks.Workloads;

/// <summary>Product and limit as two fresh processes, asked in slices that take turns.</summary>
internal sealed class Rival : IAsyncDisposable
{
    private readonly BenchOptions options;
    private readonly BenchCluster cluster;
    private readonly ServerProcess product;
    private readonly LimitProcess limit;

    private Rival(BenchOptions options, BenchCluster cluster, ServerProcess product, LimitProcess limit)
    {
        this.options = options;
        this.cluster = cluster;
        this.product = product;
        this.limit = limit;
    }

    public static async Task<Rival> StartAsync(
        BenchOptions options,
        BenchCluster cluster,
        Dictionary<string, string?> productSettings,
        string connectionString,
        string publicKey
    )
    {
        return new(
            options,
            cluster,
            await ServerProcess.StartAsync(productSettings),
            await LimitProcess.StartAsync(connectionString, publicKey, "http://127.0.0.1:1")
        );
    }

    public async Task<Comparison> CompareAsync(HttpWorkload workload)
    {
        Say.Line($"{workload.Key} {workload.Title}");
        using var toProduct = new Connections(product.Address);
        using var toLimit = new Connections(limit.Address);
        if (workload.IsAnswerCompared && workload.Key != "W4")
        {
            await CheckAnswersAsync(workload, toProduct, toLimit);
        }

        await WarmUpAsync(product.ProcessId, toProduct, workload);
        await WarmUpAsync(limit.ProcessId, toLimit, workload);

        var ours = new Side("product", product.ProcessId, cluster.Postmaster);
        var bare = new Side("limit", limit.ProcessId, cluster.Postmaster);
        for (var round = 0; round < options.Rounds; round++)
        {
            (Side Side, Connections To)[] turns = [(ours, toProduct), (bare, toLimit)];
            foreach (var (side, to) in round % 2 == 0 ? turns : [.. turns.Reverse()])
            {
                await side.RunAsync(
                    () => RunAsync(to, workload, options.Slice),
                    () => RunAsync(to, workload, options.LeadIn)
                );
            }
        }

        return new(workload.Key, workload.Title, "requests", ours, bare);
    }

    public async ValueTask DisposeAsync()
    {
        await product.DisposeAsync();
        await limit.DisposeAsync();
    }

    /// <summary>Until the code that is asked most is compiled for good: for as long as requests still become cheaper.</summary>
    private async Task WarmUpAsync(int processId, Connections to, HttpWorkload workload)
    {
        var before = double.MaxValue;
        for (var slice = 1; slice <= options.MostWarmUps; slice++)
        {
            var side = new Side("warming up", processId, cluster.Postmaster);
            await side.RunAsync(() => RunAsync(to, workload, options.Slice));
            if (slice >= BenchOptions.FewestWarmUps && side.Cpu > before * BenchOptions.StillCheaper)
            {
                return;
            }

            before = side.Cpu;
        }
    }

    private static Task<SliceResult> RunAsync(Connections to, HttpWorkload workload, TimeSpan time) =>
        LoadSlice.RunAsync(to.All, workload.Next, workload.Status, time);

    // A limit that answered something else would be no limit.
    private static async Task CheckAnswersAsync(HttpWorkload workload, Connections toProduct, Connections toLimit)
    {
        for (var check = 0; check < 10; check++)
        {
            var request = workload.Next();
            var (ours, bare) = (await IdsAsync(toProduct, request), await IdsAsync(toLimit, request));
            if (ours.Count == 0 || !ours.SequenceEqual(bare))
            {
                throw new InvalidOperationException(
                    $"{workload.Key}: the product answers {ours.Count} leads, the limit {bare.Count} or others."
                );
            }
        }
    }

    private static async Task<List<Guid>> IdsAsync(Connections to, ReadOnlyMemory<byte> request)
    {
        await to.All[0].SendAsync(request);
        using var answer = JsonDocument.Parse(to.All[0].Json());

        return
        [
            .. answer.RootElement.GetProperty("data").EnumerateArray().Select(lead => lead.GetProperty("id").GetGuid()),
        ];
    }
}
