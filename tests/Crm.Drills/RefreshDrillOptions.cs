using System.Globalization;

namespace Crm.Drills;

/// <param name="Kills">Spread evenly over the simulated time.</param>
/// <param name="StepMinutes">How far the clock goes at once while nothing is due; well below the reserve of a due token.</param>
internal sealed record RefreshDrillOptions(int Accounts, TimeSpan Span, int Kills, int StepMinutes)
{
    public static RefreshDrillOptions Parse(string[] arguments)
    {
        var given = arguments
            .Chunk(2)
            .Where(pair => pair.Length == 2)
            .ToDictionary(
                pair => pair[0].TrimStart('-'),
                pair => double.Parse(pair[1], CultureInfo.InvariantCulture),
                StringComparer.Ordinal
            );

        return new(
            (int)given.GetValueOrDefault("accounts", 10_000),
            TimeSpan.FromDays(given.GetValueOrDefault("days", 7)),
            (int)given.GetValueOrDefault("kills", 20),
            (int)given.GetValueOrDefault("step-minutes", 25)
        );
    }
}

/// <param name="InFlightAtKills">Renewals that a killed worker had begun and nobody ended: the most that may be lost.</param>
/// <param name="Faults">What must not be: accounts in another state, stored pairs that are dead at the provider.</param>
internal sealed record RefreshDrillReport(
    int Connected,
    int Interrupted,
    int InFlightAtKills,
    int Kills,
    long Refreshes,
    IReadOnlyList<string> Faults
)
{
    public bool IsGood => Faults.Count == 0 && Interrupted <= InFlightAtKills;
}
