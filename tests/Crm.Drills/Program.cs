using Crm.Drills;
using Crm.Drills.Inbox;
using Crm.Drills.Posts;

var (report, isGood, faults) = args switch
{
    ["refresh", .. var rest] => Told(await RefreshDrill.RunAsync(RefreshDrillOptions.Parse(rest), Say)),
    ["rush", .. var rest] => ToldOfRush(await RushDrill.RunAsync(RushDrillOptions.Parse(rest), Say)),
    ["inbox", .. var rest] => ToldOfInbox(await InboxDrill.RunAsync(InboxDrillOptions.Parse(rest), Say)),
    ["posts", .. var rest] => ToldOfPosts(await PostsDrill.RunAsync(PostsDrillOptions.Parse(rest), Say)),
    _ => ("", false, []),
};
if (report.Length == 0)
{
    await Console.Error.WriteLineAsync(
        """
        Use: refresh [--accounts 10000] [--days 7] [--kills 20] [--step-minutes 10]
             rush [--accounts 100000] [--latency 300] [--access-seconds 1800]
             inbox [--webhooks 10000] [--parallel 32] [--kills 10] [--database-kills 2]
             posts [--posts 10000] [--tenants 150] [--kills 20] [--latency 100] [--lost-every 10] [--rush 1000]
        """
    );
    return 2;
}

await Say(report);
foreach (var fault in faults.Take(20))
{
    await Say(fault);
}

await Say(isGood ? "drill passed" : "drill failed");
return isGood ? 0 : 1;

static Task Say(string line) => Console.Out.WriteLineAsync(line);

static (string, bool, IReadOnlyList<string>) Told(RefreshDrillReport report) =>
    (report.ToString(), report.IsGood, report.Faults);

static (string, bool, IReadOnlyList<string>) ToldOfInbox(InboxDrillReport report) =>
    (report.ToString(), report.IsGood, report.Faults);

static (string, bool, IReadOnlyList<string>) ToldOfRush(RushDrillReport report) =>
    (report.ToString(), report.IsGood, []);

static (string, bool, IReadOnlyList<string>) ToldOfPosts(PostsDrillReport report) =>
    ($"{report with { Faults = [] }}", report.IsGood, report.Faults);
