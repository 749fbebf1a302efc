using System.Globalization;

namespace Crm.Benchmarks.Measuring;

/// <summary>What Linux has counted for a process so far.</summary>
internal static class CpuTime
{
    private const int TicksPerSecond = 100;

    public static TimeSpan OfProcess(int id) => Ticks(Fields(id) is { } fields ? Sum(fields, 11, 12) : 0);

    /// <summary>The postmaster, its children, and the children that have ended.</summary>
    public static TimeSpan OfPostgres(int postmaster)
    {
        var total = Ticks(Fields(postmaster) is { } own ? Sum(own, 11, 12, 13, 14) : 0);
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (
                int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id)
                && Fields(id) is { } fields
                && fields[1] == postmaster.ToString(CultureInfo.InvariantCulture)
            )
            {
                total += Precise(id);
            }
        }

        return total;
    }

    public static int ParentOf(int id) => int.Parse(Fields(id)![1], CultureInfo.InvariantCulture);

    public static (long Resident, long Highest) MemoryOf(int id)
    {
        var lines = File.ReadAllLines($"/proc/{id.ToString(CultureInfo.InvariantCulture)}/status");

        return (Kilobytes(lines, "VmRSS:"), Kilobytes(lines, "VmHWM:"));
    }

    // A backend has one thread, and its scheduler statistics count nanoseconds instead of hundredths of a second.
    private static TimeSpan Precise(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id.ToString(CultureInfo.InvariantCulture)}/schedstat");

            return TimeSpan.FromMicroseconds(
                long.Parse(text.AsSpan(0, text.IndexOf(' ', StringComparison.Ordinal)), CultureInfo.InvariantCulture)
                    / 1000.0
            );
        }
        catch (IOException)
        {
            return TimeSpan.Zero;
        }
    }

    // The fields after the name, which may hold anything: state, parent, …
    private static string[]? Fields(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id.ToString(CultureInfo.InvariantCulture)}/stat");

            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static long Sum(string[] fields, params int[] places) =>
        places.Sum(place => long.Parse(fields[place], CultureInfo.InvariantCulture));

    private static TimeSpan Ticks(long count) => TimeSpan.FromSeconds((double)count / TicksPerSecond);

    private static long Kilobytes(string[] lines, string name) =>
        long.Parse(
            lines
                .First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..]
                .Replace("kB", "", StringComparison.Ordinal),
            CultureInfo.InvariantCulture
        );
}
