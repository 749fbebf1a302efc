using System.Globalization;
using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.Home;

/// <summary>The page a person works with: what is going on, and buttons to make something happen.</summary>
internal sealed class HomePage(
    StateReport report,
    RefusalLog refusals,
    WebhookSender sender,
    SimulatedProviders providers,
    IEnumerable<IHomeSection> sections,
    TimeProvider clock
)
{
    private const int Shown = 12;

    public IResult Show(string? note)
    {
        var state = report.Make();
        var told = string.IsNullOrEmpty(note) ? "" : $"<p class=\"note\" role=\"status\">{Html.Encode(note)}</p>";
        return Html.Page(
            Html.Layout(
                "Provider simulator",
                $"""
                <main>
                <p class="badge">{clock.GetUtcNow():yyyy-MM-dd HH:mm:ss} UTC on the simulator's clock</p>
                <h1>Provider simulator</h1>
                {told}
                <div class="grid">
                {StateCard(state)}
                {FaultCard(state)}
                {string.Concat(sections.Select(section => section.Render()))}
                {Deliveries()}
                {Refusals()}
                </div>
                </main>
                """
            )
        );
    }

    private static string StateCard(StateSummary state) =>
        $"""
            <section class="card"><h2>State</h2><dl>
            <dt>Webhooks sent / waiting</dt><dd>{state.Deliveries} / {state.DeliveriesPending}</dd>
            <dt>Refused requests</dt><dd>{state.Refusals}</dd>
            </dl>
            <p class="hint">As JSON: <a href="/sim/state">state</a>, <a href="/sim/calls">calls</a>,
            <a href="/sim/refusals">refusals</a>, <a href="/sim/deliveries">deliveries</a>, <a href="/sim/settings">settings</a></p>
            <form method="post" action="/ui/reset"><button>Forget everything</button></form></section>
            """;

    private string FaultCard(StateSummary state)
    {
        var choices = string.Concat(
            providers.All.Select(provider =>
                $"<option value=\"{provider.Name}\">{Html.Encode(provider.Title)}</option>"
            )
        );
        var kinds = string.Concat(
            FaultKinds.All.Select(kind => $"<button name=\"kind\" value=\"{kind}\">{kind}</button>")
        );
        var waiting = string.Concat(
            state.Faults.Select(fault =>
                $"<li>{Html.Encode($"{fault.Provider} {fault.Path} {fault.Kind} × {fault.Times}")}</li>"
            )
        );
        return $"""
            <section class="card"><h2>Let the next call fail</h2>
            <form method="post" action="/ui/fault">
            <label class="field">Provider<select name="provider">{choices}</select></label>
            {Html.Field("Only paths that begin with", "path", "")}
            {Html.Field("How many calls", "times", "1")}
            <div class="buttons">{kinds}</div>
            </form>
            <ul>{waiting}</ul>
            <form method="post" action="/ui/faults/clear"><button>Clear the faults</button></form></section>
            """;
    }

    private string Deliveries()
    {
        var rows = sender
            .All.Reverse()
            .Take(Shown)
            .Select(delivery =>
                $"<tr><td>{delivery.CreatedAt:HH:mm:ss}</td><td>{Html.Encode(delivery.What)}</td><td><code>{Html.Encode(delivery.Target.ToString())}</code></td>"
                + $"<td>{delivery.State}</td><td>{delivery.Attempts}</td><td>{Html.Encode(delivery.LastStatus?.ToString(CultureInfo.InvariantCulture) ?? delivery.LastError)}</td></tr>"
            );
        return Table("Last webhooks", ["Time", "What", "To", "State", "Tries", "Answer"], rows);
    }

    private string Refusals()
    {
        var rows = refusals
            .All.Reverse()
            .Take(Shown)
            .Select(refusal =>
                $"<tr><td>{refusal.At:HH:mm:ss}</td><td><code>{Html.Encode($"{refusal.Method} {refusal.Path}")}</code></td><td>{Html.Encode(refusal.Code)}</td><td>{Html.Encode(refusal.Reason)}</td></tr>"
            );
        return Table("Last refusals", ["Time", "Request", "Code", "Why"], rows);
    }

    private static string Table(string title, IReadOnlyList<string> columns, IEnumerable<string> rows)
    {
        var body = string.Concat(rows);
        var head = string.Concat(columns.Select(column => $"<th scope=\"col\">{column}</th>"));
        return body.Length == 0
            ? $"<section class=\"card wide\"><h2>{title}</h2><p class=\"hint\">None yet.</p></section>"
            : $"<section class=\"card wide\"><h2>{title}</h2><div class=\"scroll\"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div></section>";
    }
}
