using Crm.Domain.Tenancy;
using Shouldly;
using Xunit;

namespace Crm.Domain.Tests.Tenancy;

public sealed class CalendarMonthTests
{
    [Theory]
    [InlineData("2026-11-30T20:59:59Z", "Europe/Istanbul", "2026-10-31T21:00:00Z", "2026-11-30T21:00:00Z")]
    [InlineData("2026-11-30T21:00:00Z", "Europe/Istanbul", "2026-11-30T21:00:00Z", "2026-12-31T21:00:00Z")]
    [InlineData("2026-03-15T00:00:00Z", "Europe/Berlin", "2026-02-28T23:00:00Z", "2026-03-31T22:00:00Z")]
    [InlineData("2026-12-31T23:59:59Z", "UTC", "2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z")]
    public void It_begins_and_ends_at_the_customers_midnight(string now, string zone, string start, string end) =>
        CalendarMonth.Of(At(now), zone).ShouldBe(new(At(start), At(end)));

    private static DateTimeOffset At(string time) =>
        DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture);
}
