using System.Globalization;

namespace Crm.Drills;

/// <param name="AccessSeconds">How long the tokens that are due live yet: all must be renewed before.</param>
internal sealed record RushDrillOptions(int Accounts, int LatencyMs, int AccessSeconds)
{
    public static RushDrillOptions Parse(string[] arguments)
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
            given.GetValueOrDefault("accounts", 100_000),
            given.GetValueOrDefault("latency", 300),
            given.GetValueOrDefault("access-seconds", 1_800)
        );
    }
}

/// <param name="Orphans">Renewals that the killed worker or the other one had begun at the kill: the most that may be lost.</param>
/// <param name="MostExpired">Accounts whose access token had ended, at any look.</param>
/// <param name="Dead">Stored pairs of connected accounts that are dead at the provider.</param>
/// <param name="SecondsToSpare">Between the last renewal and the end of the first of the old tokens.</param>
internal sealed record RushDrillReport(
    int Connected,
    int Interrupted,
    int Orphans,
    long MostExpired,
    int Dead,
    double Seconds,
    double SecondsToSpare
)
{
    public bool IsWhole { get; init; }

    public bool IsGood => IsWhole && MostExpired == 0 && Dead == 0 && Interrupted <= Orphans && SecondsToSpare > 0;
}
