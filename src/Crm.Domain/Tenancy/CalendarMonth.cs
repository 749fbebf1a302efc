namespace Crm.Domain.Tenancy;

/// <summary>A month as the customer's wall calendar shows it.</summary>
public sealed record CalendarMonth(DateTimeOffset Start, DateTimeOffset End)
{
    public static CalendarMonth Of(DateTimeOffset now, string timeZone)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(timeZone);
        var local = TimeZoneInfo.ConvertTime(now, zone);
        var first = new DateTime(local.Year, local.Month, 1, 0, 0, 0, DateTimeKind.Unspecified);

        return new(At(first), At(first.AddMonths(1)));

        DateTimeOffset At(DateTime day) => new DateTimeOffset(day, zone.GetUtcOffset(day)).ToUniversalTime();
    }
}
