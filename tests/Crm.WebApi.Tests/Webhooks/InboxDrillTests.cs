using Crm.Drills.Inbox;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace Crm.WebApi.Tests.Webhooks;

/// <summary>A refusal during an outage has two seconds.</summary>
[Trait("Category", "Alone")]
public sealed class InboxDrillTests(ITestOutputHelper output)
{
    /// <summary>The short form of build/inbox-drill.sh.</summary>
    [Fact]
    public async Task Acknowledged_deliveries_have_one_effect_each_though_server_and_database_are_killed()
    {
        var report = await InboxDrill.RunAsync(
            new(Webhooks: 300, Parallel: 32, Kills: 2, DatabaseKills: 1),
            line =>
            {
                output.WriteLine(line);
                return Task.CompletedTask;
            }
        );

        output.WriteLine(report.ToString());
        report.Faults.ShouldBeEmpty();
        report.Effects.ShouldBe(375);
        report.Acknowledged.ShouldBe(315);
        report.Refused.ShouldBeGreaterThan(0);
        report.CutOff.ShouldBeGreaterThan(0);
    }
}
