namespace Crm.ProviderSimulator.Tests;

internal sealed class TurnableClock : TimeProvider
{
    private DateTimeOffset now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => now;

    public void Turn(TimeSpan by) => now += by;
}
