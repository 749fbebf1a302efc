using System.Globalization;

namespace Crm.Benchmarks;

/// <param name="Rows">Leads, in tenants of a thousand.</param>
/// <param name="Rounds">Slices of each side.</param>
/// <param name="Workloads">W1 to W6, W1K, NEIGHBOUR and GROWTH; empty: all.</param>
/// <param name="IsQuick">Short slices and little data: for seeing that it works, not for figures.</param>
/// <param name="Latencies">Of the provider in W6, in milliseconds.</param>
/// <param name="DataDirectory">The cluster with the seeded rows is kept here between runs.</param>
internal sealed record BenchOptions(
    int Rows,
    int Rounds,
    IReadOnlyList<string> Workloads,
    bool IsQuick,
    IReadOnlyList<int> Latencies,
    string DataDirectory
)
{
    public const int LeadsPerTenant = 1_000;
    public const int Connections = 16;
    public const int FewestWarmUps = 4;

    /// <summary>A slice at less than this share of the one before shows that code is still being compiled.</summary>
    public const double StillCheaper = 0.97;

    public int Tenants => Rows / LeadsPerTenant;

    public TimeSpan Slice => TimeSpan.FromSeconds(IsQuick ? 2 : 5);

    /// <summary>
    /// Asked before each slice and not counted. What both sides read does not fit PostgreSQL's buffers together: a slice would begin by
    /// fetching back what the other side's displaced, and the slower one would divide that by fewer requests.
    /// </summary>
    public TimeSpan LeadIn => TimeSpan.FromSeconds(IsQuick ? 0.5 : 2);

    /// <summary>Slices. What fewer come to is the compiler's own work.</summary>
    public int MostWarmUps => IsQuick ? 1 : 16;

    public static BenchOptions Parse(string[] args)
    {
        var isQuick = args.Contains("--quick");
        var rows = NumberOf(args, "--rows") ?? 1_000_000;
        var data = ValueOf(args, "--data-dir") ?? ".data/bench";

        return new(
            rows,
            NumberOf(args, "--rounds") ?? (isQuick ? 2 : 4),
            [.. args.Where(arg => arg is "GROWTH" or "W1K" or "NEIGHBOUR" || (arg.Length == 2 && arg[0] == 'W'))],
            isQuick,
            NumberOf(args, "--latency") is { } latency ? [latency] : [0, 50],
            Path.GetFullPath(data)
        );
    }

    public bool Wants(string workload) => Workloads.Count == 0 || Workloads.Contains(workload, StringComparer.Ordinal);

    private static int? NumberOf(string[] args, string name) =>
        ValueOf(args, name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    private static string? ValueOf(string[] args, string name)
    {
        var at = Array.IndexOf(args, name);

        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }
}
