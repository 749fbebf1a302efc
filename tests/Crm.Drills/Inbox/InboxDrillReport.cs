using System.Globalization;

namespace Crm.Drills.Inbox;

/// <param name="Sent">Requests, those that were refused or cut off included.</param>
/// <param name="Acknowledged">Requests answered 200.</param>
/// <param name="Repeated">Deliveries sent a second time although the first was acknowledged.</param>
/// <param name="CutOff">Requests that got no answer: the server was killed under them or away.</param>
/// <param name="PerSecond">Acknowledged, over the whole time of sending, outages included.</param>
/// <param name="DrainSeconds">From the last acknowledgement until nothing was pending.</param>
/// <param name="TakenAgain">Events that a worker took more than once, because the first one was killed or failed.</param>
/// <param name="Effects">Lead forms found, each once.</param>
/// <param name="Faults">What must not be: acknowledged and lost, or done twice.</param>
internal sealed record InboxDrillReport(
    int Sent,
    int Acknowledged,
    int Repeated,
    int Refused,
    int CutOff,
    int Kills,
    int DatabaseKills,
    double Seconds,
    double PerSecond,
    double DrainSeconds,
    double LongestRefusalSeconds,
    int TakenAgain,
    int Effects,
    IReadOnlyList<string> Faults
)
{
    public static readonly TimeSpan LongestAllowedRefusal = TimeSpan.FromSeconds(2);

    public bool IsGood => Faults.Count == 0;

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            requests sent             {Sent}
              acknowledged            {Acknowledged} ({Repeated} of them sent on purpose a second time)
              refused with 503        {Refused}, the slowest after {LongestRefusalSeconds:0.00} s
              cut off by a kill       {CutOff}
            kills                     {Kills} of the server, {DatabaseKills} of PostgreSQL
            sending                   {Seconds:0.0} s, {PerSecond:0} acknowledged a second, outages included
            until the inbox was empty {DrainSeconds:0.0} s, {TakenAgain} events taken more than once
            lead forms, one effect each {Effects}
            """
        );
}
