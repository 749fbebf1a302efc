namespace Crm.Domain.Integrations;

/// <summary>When a token pair is renewed: well before its end, and spread out so that accounts connected together do not stay together.</summary>
public static class RefreshSchedule
{
    /// <summary>No pair that a renewal brought is renewed sooner, by schedule or on demand, however short-lived its provider makes the tokens.</summary>
    public static readonly TimeSpan Floor = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);
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

    /// <summary>When to try again after trouble at the provider: 2 s, doubled each time up to 15 minutes; never before the provider's own wish.</summary>
    /// <param name="attempts">How often it was tried so far, at least once.</param>
    /// <param name="jitter">0 to 1; adds up to a quarter.</param>
    public static DateTimeOffset RetryAt(DateTimeOffset now, int attempts, TimeSpan? retryAfter, double jitter)
    {
        var doubled = FirstRetry * Math.Pow(2, Math.Clamp(attempts - 1, 0, 20));
        var wait = doubled < LongestRetry ? doubled : LongestRetry;
        if (retryAfter is { } wish && wish > wait)
        {
            wait = wish < LongestPause ? wish : LongestPause;
        }

        return now + wait * (1 + jitter / 4);
    }
}
