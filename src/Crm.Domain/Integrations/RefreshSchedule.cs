namespace Crm.Domain.Integrations;

/// <summary>When a token pair is renewed: well before its end, and spread out so that accounts connected together do not stay together.</summary>
public static class RefreshSchedule
{
    /// <summary>No account is renewed by schedule more often than this, however short-lived its provider makes the tokens.</summary>
    public static readonly TimeSpan Floor = TimeSpan.FromSeconds(30);

    private const double Earliest = 2.0 / 3;
    private const double Latest = 3.0 / 4;
    private static readonly TimeSpan WithoutEnd = TimeSpan.FromDays(1);

    /// <param name="accessLifetime">As the provider's answer named it; null where it named no end.</param>
    /// <param name="jitter">0 to 1, drawn at random for every pair.</param>
    public static DateTimeOffset DueAt(DateTimeOffset obtainedAt, TimeSpan? accessLifetime, double jitter)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(jitter);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(jitter, 1);

        var wait = (accessLifetime ?? WithoutEnd) * (Earliest + (Latest - Earliest) * jitter);

        return obtainedAt + (wait > Floor ? wait : Floor);
    }
}
