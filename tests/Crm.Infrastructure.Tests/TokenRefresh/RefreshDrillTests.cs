using Crm.Drills;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace Crm.Infrastructure.Tests.TokenRefresh;

public sealed class RefreshDrillTests(ITestOutputHelper output)
{
    /// <summary>The short form of build/refresh-drill.sh.</summary>
    [Fact]
    public async Task Accounts_outlive_killed_workers_or_say_why_not()
    {
        var report = await RefreshDrill.RunAsync(
            new(Accounts: 300, TimeSpan.FromHours(2), Kills: 2, StepMinutes: 20),
            line =>
            {
                output.WriteLine(line);
                return Task.CompletedTask;
            }
        );

        output.WriteLine(report.ToString());
        report.Faults.ShouldBeEmpty();
        report.InFlightAtKills.ShouldBeGreaterThan(0);
        report.Interrupted.ShouldBeLessThanOrEqualTo(report.InFlightAtKills);
        report.Refreshes.ShouldBeGreaterThan(300);
    }

    /// <summary>The short form of build/rush-drill.sh.</summary>
    [Fact]
    public async Task Everything_due_at_once_is_renewed_in_time_although_a_worker_dies()
    {
        var report = await RushDrill.RunAsync(
            new(Accounts: 2_000, LatencyMs: 300, AccessSeconds: 240),
            line =>
            {
                output.WriteLine(line);
                return Task.CompletedTask;
            }
        );

        output.WriteLine(report.ToString());
        report.MostExpired.ShouldBe(0);
        report.Dead.ShouldBe(0);
        report.Orphans.ShouldBeGreaterThan(0);
        report.IsGood.ShouldBeTrue(report.ToString());
    }
}
