using System.Globalization;
using System.Text;

namespace Crm.Benchmarks.Measuring;

/// <summary>Everything that was measured, as a page of Markdown.</summary>
internal sealed class Report(string headline)
{
    private const string Head = """
        | | what | | per second | p50 ms | p99 ms | CPU ms: server | database | sum | memory MB: now | highest |
        |---|---|---|--:|--:|--:|--:|--:|--:|--:|--:|
        """;

    private const string RatioHead = """
        | | what | throughput ÷ limit | CPU ÷ limit | memory ÷ limit | goal (≥ 0.8, W4 ≥ 0.95; ≤ 1.25; ≤ 1.5) |
        |---|---|--:|--:|--:|---|
        """;

    private readonly StringBuilder rows = new();
    private readonly StringBuilder ratios = new();
    private readonly StringBuilder notes = new();

    public void Add(Comparison comparison, double leastThroughput = 0.8)
    {
        AddRow(comparison, comparison.Product);
        AddRow(comparison, comparison.Limit);
        var (throughput, cpu, memory) = (comparison.Throughput, comparison.Cpu, comparison.Memory);
        string[] missed =
        [
            .. throughput < leastThroughput ? ["throughput"] : Array.Empty<string>(),
            .. cpu > 1.25 ? ["CPU"] : Array.Empty<string>(),
            .. memory > 1.5 ? ["memory"] : Array.Empty<string>(),
        ];
        ratios.AppendLine(
            CultureInfo.InvariantCulture,
            $"| {comparison.Key} | {comparison.Title} | {throughput:0.00} | {cpu:0.00} | {memory:0.00} | {(missed.Length == 0 ? "reached" : "missed: " + string.Join(", ", missed))} |"
        );
    }

    public void Note(FormattableString line) => notes.AppendLine("- " + line.ToString(CultureInfo.InvariantCulture));

    public override string ToString()
    {
        var text = new StringBuilder(headline).AppendLine();
        if (rows.Length > 0)
        {
            text.AppendLine().AppendLine(RatioHead).Append(ratios).AppendLine().AppendLine(Head).Append(rows);
        }

        return notes.Length == 0 ? text.ToString() : text.AppendLine().Append(notes).ToString();
    }

    private void AddRow(Comparison comparison, Side side)
    {
        var (resident, highest) = side.Memory;
        rows.AppendLine(
            CultureInfo.InvariantCulture,
            $"| {comparison.Key} | {comparison.Unit} | {side.Name} | {side.PerSecond:#,0} | {Text(side.Percentile(0.5))} | {Text(side.Percentile(0.99))} | {side.ServerCpu:0.000} | {side.DatabaseCpu:0.000} | {side.Cpu:0.000} | {resident / 1024:0} | {highest / 1024:0} |"
        );
    }

    // A sweep has no requests of its own.
    private static string Text(double milliseconds) =>
        double.IsNaN(milliseconds) ? "–" : milliseconds.ToString("0.0", CultureInfo.InvariantCulture);
}
