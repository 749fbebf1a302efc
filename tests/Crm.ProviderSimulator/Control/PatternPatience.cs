namespace Crm.ProviderSimulator.Control;

/// <summary>How long a pattern may run: a machine that stands still for a second must not make an honest provider fail.</summary>
internal static class PatternPatience
{
    public const int Milliseconds = 30_000;
}
