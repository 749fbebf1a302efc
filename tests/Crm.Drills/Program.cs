using Crm.Drills;

switch (args)
{
    case ["refresh", .. var rest]:
        var report = await RefreshDrill.RunAsync(RefreshDrillOptions.Parse(rest), Console.Out.WriteLineAsync);
        await Console.Out.WriteLineAsync(report.ToString());
        foreach (var fault in report.Faults.Take(20))
        {
            await Console.Out.WriteLineAsync(fault);
        }

        await Console.Out.WriteLineAsync(report.IsGood ? "drill passed" : "drill failed");
        return report.IsGood ? 0 : 1;
    default:
        await Console.Error.WriteLineAsync(
            "Use: refresh [--accounts 10000] [--days 7] [--kills 20] [--step-minutes 10]"
        );
        return 2;
}
