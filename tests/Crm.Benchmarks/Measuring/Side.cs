using Crm.Benchmarks.Load;

namespace Crm.Benchmarks.Measuring;

/// <summary>One of the two that are compared: what its slices have added up to.</summary>
internal sealed class Side(string name, int processId, int postmaster)
{
    private readonly List<float> milliseconds = [];
    private TimeSpan elapsed;
    private TimeSpan serverCpu;
    private TimeSpan databaseCpu;

    public string Name => name;

    public int Units { get; private set; }

    public double PerSecond => Units / elapsed.TotalSeconds;

    public double ServerCpu => serverCpu.TotalMilliseconds / Units;

    public double DatabaseCpu => databaseCpu.TotalMilliseconds / Units;

    public double Cpu => ServerCpu + DatabaseCpu;

    public (long Resident, long Highest) Memory { get; private set; }

    public double Percentile(double share)
    {
        if (milliseconds.Count == 0)
        {
            return double.NaN;
        }

        milliseconds.Sort();

        return milliseconds[Math.Min(milliseconds.Count - 1, (int)(milliseconds.Count * share))];
    }

    /// <param name="prepare">Is not measured.</param>
    public async Task RunAsync(Func<Task<SliceResult>> slice, Func<Task>? prepare = null)
    {
        if (prepare is not null)
        {
            await prepare();
        }

        var (server, database) = (CpuTime.OfProcess(processId), CpuTime.OfPostgres(postmaster));
        var result = await slice();
        serverCpu += CpuTime.OfProcess(processId) - server;
        databaseCpu += CpuTime.OfPostgres(postmaster) - database;
        elapsed += result.Elapsed;
        Units += result.Units;
        milliseconds.AddRange(result.Milliseconds);
        Memory = CpuTime.MemoryOf(processId);
    }
}
