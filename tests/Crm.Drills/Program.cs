using Crm.Drills;
using Crm.Drills.Inbox;

var (report, isGood, faults) = args switch
{
    ["refresh", .. var rest] => Told(await RefreshDrill.RunAsync(RefreshDrillOptions.Parse(rest), Say)),
    ["rush", .. var rest] => ToldOfRush(await RushDrill.RunAsync(RushDrillOptions.Parse(rest), Say)),
    ["inbox", .. var rest] => ToldOfInbox(await InboxDrill.RunAsync(InboxDrillOptions.Parse(rest), Say)),
    _ => ("", false, []),
};
if (report.Length == 0)
{
    await Console.Error.WriteLineAsync(
        """
        Use: refresh [--accounts 10000] [--days 7] [--kills 20] [--step-minutes 10]
             rush [--accounts 100000] [--latency 300] [--access-seconds 1800]
             inbox [--webhooks 10000] [--parallel 32] [--kills 10] [--database-kills 2]
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
