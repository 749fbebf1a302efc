using Crm.Domain.Integrations;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Crm.Domain.Tests.Integrations;

public sealed class RefreshScheduleTests
{
    private static readonly DateTimeOffset Obtained = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(24 * 60, 0, 16 * 60)]
    [InlineData(24 * 60, 1, 18 * 60)]
    [InlineData(120, 0, 80)]
    [InlineData(120, 1, 90)]
    public void Due_between_two_thirds_and_three_quarters_of_the_lifetime(int lifetime, double jitter, int due) =>
        Wait(TimeSpan.FromMinutes(lifetime), jitter).TotalMinutes.ShouldBe(due, 0.001);

    [Fact]
    public void Token_without_an_end_is_renewed_within_a_day() =>
        Wait(null, jitter: 1).ShouldBeLessThan(TimeSpan.FromDays(1));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-60)]
    public void Tiny_lifetime_does_not_hammer_the_provider(int seconds) =>
        Wait(TimeSpan.FromSeconds(seconds), jitter: 0.5).ShouldBe(RefreshSchedule.Floor);

    [Fact]
    public void Due_before_the_end_for_every_lifetime_above_a_minute_and_the_later_the_longer_it_lives()
    {
        var cases =
            from seconds in Gen.Choose(60, 400 * 86_400)
            from more in Gen.Choose(1, 86_400)
            from jitter in Gen.Choose(0, 1000)
            select (seconds, more, Jitter: jitter / 1000.0);

        Prop.ForAll(
                cases.ToArbitrary(),
                drawn =>
                {
                    var lifetime = TimeSpan.FromSeconds(drawn.seconds);
                    var wait = Wait(lifetime, drawn.Jitter);
                    var longer = Wait(lifetime + TimeSpan.FromSeconds(drawn.more), drawn.Jitter);

                    return wait >= RefreshSchedule.Floor && wait <= lifetime * 0.76 && longer >= wait;
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    public void Jitter_outside_its_range_is_refused(double jitter) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Wait(TimeSpan.FromHours(2), jitter));

    private static TimeSpan Wait(TimeSpan? lifetime, double jitter) =>
        RefreshSchedule.DueAt(Obtained, lifetime, jitter) - Obtained;
}
