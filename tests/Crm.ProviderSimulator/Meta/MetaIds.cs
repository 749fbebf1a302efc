using System.Globalization;

namespace Crm.ProviderSimulator.Meta;

/// <summary>Ids of 17 digits that are no double and that a restarted simulator does not give again.</summary>
internal sealed class MetaIds(TimeProvider clock)
{
    private readonly Lock gate = new();
    private long last;

    public string Next(string threeDigits)
    {
        lock (gate)
        {
            last = Math.Max(last + 2, (clock.GetUtcNow().ToUnixTimeSeconds() * 10_000) + 1);
            return threeDigits + last.ToString(CultureInfo.InvariantCulture);
        }
    }
}
