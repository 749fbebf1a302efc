using System.Globalization;

namespace Crm.Drills.Inbox;

/// <param name="Webhooks">Different deliveries; every twentieth is sent a second time.</param>
/// <param name="Kills">Of the server, spread evenly over the deliveries.</param>
/// <param name="DatabaseKills">Of PostgreSQL, between those of the server.</param>
internal sealed record InboxDrillOptions(int Webhooks, int Parallel, int Kills, int DatabaseKills)
{
    public static InboxDrillOptions Parse(string[] arguments)
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
            given.GetValueOrDefault("webhooks", 10_000),
            given.GetValueOrDefault("parallel", 32),
            given.GetValueOrDefault("kills", 10),
            given.GetValueOrDefault("database-kills", 2)
        );
    }
}
