using Crm.Benchmarks;
using Crm.Benchmarks.Limit;

if (args is [LimitServer.Mode, ..])
{
    await LimitServer.RunAsync();
    return;
}

await new Bench(BenchOptions.Parse(args)).RunAsync();
