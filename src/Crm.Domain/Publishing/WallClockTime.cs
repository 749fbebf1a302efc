namespace Crm.Domain.Publishing;

/// <summary>
/// A time as a clock on a wall shows it. One that a clock change skips moves forward by as much as the clock does; one that it repeats
/// is the first.
/// </summary>
/// <param name="Time">Of no kind: 2026-12-01T09:00.</param>
/// <param name="TimeZone">Its IANA name, for example <c>Europe/Istanbul</c>.</param>
public sealed record WallClockTime(DateTime Time, string TimeZone)
{
    /// <summary>Clocks change at most once within it.</summary>
    private static readonly TimeSpan Around = TimeSpan.FromDays(1);

    public static bool IsZone(string? name) =>
        name is not null
        && (name is "UTC" || name.Contains('/', StringComparison.Ordinal))
        && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
        && zone.HasIanaId;

    public DateTimeOffset ToInstant()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
        var asUtc = DateTime.SpecifyKind(Time, DateTimeKind.Utc);
        var before = zone.GetUtcOffset(asUtc - Around);
        var after = zone.GetUtcOffset(asUtc + Around);

        // The offset that was in force before gives the first of two, and carries a skipped time forward.
        return IsInForce(before) || !IsInForce(after) ? Instant(before) : Instant(after);

        bool IsInForce(TimeSpan offset) => zone.GetUtcOffset(Instant(offset).UtcDateTime) == offset;

        DateTimeOffset Instant(TimeSpan offset) => new(asUtc - offset);
    }
}
