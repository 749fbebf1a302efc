namespace Crm.Benchmarks.Measuring;

/// <summary>A row of the report: product and limit in slices that took turns.</summary>
internal sealed record Comparison(string Key, string Title, string Unit, Side Product, Side Limit)
{
    public double Throughput => Product.PerSecond / Limit.PerSecond;

    public double Cpu => Product.Cpu / Limit.Cpu;

    public double Memory => (double)Product.Memory.Highest / Limit.Memory.Highest;
}
