using System.Globalization;

namespace Crm.Drills.Posts;

/// <param name="Rush">Posts of one minute, and then of one second, before anything is killed.</param>
/// <param name="LostEvery">Of how many answers one is lost after the platform took the post.</param>
internal sealed record PostsDrillOptions(int Posts, int Tenants, int Kills, int LatencyMs, int LostEvery, int Rush)
{
    public static PostsDrillOptions Parse(string[] arguments)
    {
        var given = arguments
            .Chunk(2)
            .Where(pair => pair.Length == 2)
            .ToDictionary(
                pair => pair[0].TrimStart('-'),
                pair => int.Parse(pair[1], CultureInfo.InvariantCulture),
                StringComparer.Ordinal
            );

        return new(
            given.GetValueOrDefault("posts", 10_000),
            given.GetValueOrDefault("tenants", 150),
            given.GetValueOrDefault("kills", 20),
            given.GetValueOrDefault("latency", 100),
            given.GetValueOrDefault("lost-every", 10),
            given.GetValueOrDefault("rush", 1_000)
        );
    }
}

/// <param name="P99">Of the time from the due time to the first call, in seconds.</param>
/// <param name="CpuMilliseconds">Of the workers, for one post.</param>
internal sealed record RushReport(int Posts, double Median, double P99, double Longest, double CpuMilliseconds);

/// <param name="AtPlatform">Posts of the drill that the platform has.</param>
/// <param name="Lost">Answers that were lost after the platform took the post.</param>
/// <param name="Interrupted">Calls whose worker died before it could write down how they ended.</param>
/// <param name="Unknown">Posts that stay in doubt: each must be one that the platform does not have.</param>
internal sealed record PostsDrillReport(
    RushReport Rush,
    int Published,
    int Unknown,
    int AtPlatform,
    int Kills,
    int Lost,
    int Interrupted,
    double Seconds
)
{
    public IReadOnlyList<string> Faults { get; init; } = [];

    public bool IsGood => Faults.Count == 0 && Rush.P99 < 5;
}
