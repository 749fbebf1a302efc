using System.Globalization;
using Crm.Domain.Publishing;
using Shouldly;
using Xunit;

namespace Crm.Domain.Tests.Publishing;

/// <summary>The time that was asked for is the time on the wall there, through every change of the clocks from 2026 to 2030.</summary>
public sealed class WallClockTimeTests
{
    private static readonly IReadOnlyList<ClockChange> All = ClockChange.ReadAll();

    public static TheoryData<string> Zones => [.. All.Select(change => change.Zone).Distinct(StringComparer.Ordinal)];

    [Fact]
    public void The_table_covers_eight_zones_with_sixty_one_changes()
    {
        Zones.Count.ShouldBe(8);
        All.Count(change => change.Before != change.After).ShouldBe(61);
    }

    [Fact]
    public void A_time_that_a_change_skips_moves_forward_by_as_much_as_the_clock_does()
    {
        foreach (var change in All.Where(change => change.After > change.Before))
        {
            for (var minute = 0; minute < (change.After - change.Before).TotalMinutes; minute++)
            {
                var skipped = change.Wall(change.Before).AddMinutes(minute);

                var instant = new WallClockTime(skipped, change.Zone).ToInstant();

                instant.ShouldBe(change.At.AddMinutes(minute), change.ToString());
                (instant + change.After).DateTime.ShouldBe(skipped + (change.After - change.Before), change.ToString());
            }
        }
    }

    [Fact]
    public void A_time_that_a_change_repeats_is_the_first()
    {
        foreach (var change in All.Where(change => change.After < change.Before))
        {
            var length = (int)(change.Before - change.After).TotalMinutes;
            for (var minute = 0; minute < length; minute++)
            {
                var repeated = change.Wall(change.After).AddMinutes(minute);

                var instant = new WallClockTime(repeated, change.Zone).ToInstant();

                instant.ShouldBe(change.At.AddMinutes(minute - length), change.ToString());
            }
        }
    }

    [Theory]
    [MemberData(nameof(Zones))]
    public void Every_other_half_hour_is_published_when_the_wall_says_so(string zone)
    {
        var changes = All.Where(change => change.Zone == zone).ToList();
        for (
            var wall = new DateTime(2026, 1, 2, 0, 0, 0, DateTimeKind.Unspecified);
            wall.Year < 2031;
            wall = wall.AddMinutes(30)
        )
        {
            // The offset of the last change that the wall has seen, unless the wall stands within one.
            if (changes.Exists(change => change.IsSkippedOrRepeated(wall)))
            {
                continue;
            }

            var offset = changes.Last(change => change.Wall(change.After) <= wall).After;

            new WallClockTime(wall, zone).ToInstant().UtcDateTime.ShouldBe(wall - offset, $"{zone} {wall:O}");
        }
    }

    [Theory]
    [InlineData("Europe/Istanbul", true)]
    [InlineData("UTC", true)]
    [InlineData("Turkey Standard Time", false)]
    [InlineData("Europe/Nowhere", false)]
    [InlineData("../etc/passwd", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_zone_is_known_by_its_IANA_name(string? name, bool isKnown) =>
        WallClockTime.IsZone(name).ShouldBe(isKnown);

    private sealed record ClockChange(string Zone, DateTimeOffset At, TimeSpan Before, TimeSpan After)
    {
        public static IReadOnlyList<ClockChange> ReadAll() =>
            [
                .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Publishing", "clock-changes.csv"))
                    .Where(line => !line.StartsWith('#'))
                    .Select(line => line.Split(','))
                    .Select(cells => new ClockChange(
                        cells[0],
                        DateTimeOffset.Parse(cells[1], CultureInfo.InvariantCulture),
                        Offset(cells[2]),
                        Offset(cells[3])
                    )),
            ];

        /// <summary>What the wall showed or would have shown at the change, with this offset.</summary>
        public DateTime Wall(TimeSpan offset) => DateTime.SpecifyKind((At + offset).DateTime, DateTimeKind.Unspecified);

        public bool IsSkippedOrRepeated(DateTime wall)
        {
            var (first, second) = (Wall(Before), Wall(After));

            return wall >= (first < second ? first : second) && wall < (first < second ? second : first);
        }

        private static TimeSpan Offset(string text) =>
            TimeSpan.Parse(text.TrimStart('+'), CultureInfo.InvariantCulture);
    }
}
