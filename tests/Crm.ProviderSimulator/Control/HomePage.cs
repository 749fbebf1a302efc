using System.Globalization;
using System.Text;
using Crm.ProviderSimulator.Meta;
using Crm.ProviderSimulator.TikTokLeadGen;
using Crm.ProviderSimulator.TikTokLogin;

namespace Crm.ProviderSimulator.Control;

/// <summary>What the home page shows of one provider.</summary>
internal interface IHomeSection
{
    string Render();
}

/// <summary>The page a person works with: what is going on, and buttons to make something happen.</summary>
internal sealed class HomePage(
    StateReport report,
    RefusalLog refusals,
    WebhookSender sender,
    LoginUsers users,
    MetaHome meta,
    CrmAddress crm,
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
                <div class="column">{LeadForm()}{StateCard(state)}</div>
                <div class="column">{EventForm()}{FaultCard(state)}</div>
                {string.Concat(sections.Select(section => section.Render()))}
                {meta.Show(state.Meta)}
                {Deliveries()}
                {Refusals()}
                </div>
                </main>
                """
            )
        );
    }

    private string LeadForm()
    {
        var forms = new StringBuilder();
        foreach (var advertiser in Advertiser.Demo)
        {
            forms.Append(CultureInfo.InvariantCulture, $"<optgroup label=\"{Html.Encode(advertiser.Name)}\">");
            foreach (var form in advertiser.Forms)
            {
                forms.Append(
                    CultureInfo.InvariantCulture,
                    $"<option value=\"{advertiser.Id}/{form.PageId}\">{Html.Encode(form.Title)}</option>"
                );
            }

            forms.Append("</optgroup>");
        }

        return $"""
            <section class="card"><h2>Submit a lead form</h2>
            <form method="post" action="/ui/lead">
            <label class="field">Form<select name="form">{forms}</select></label>
            {Field("Name", "name", "Ayşe Yılmaz")}
            {Field("Phone", "phone_number", "+90 532 123 45 67")}
            {Field("E-mail", "email", "ayse.yilmaz@example.com")}
            {Field("Question", "question", "Bütçeniz nedir?")}
            {Field("Answer", "answer", "10-20 bin ₺ 😀")}
            {Field("Callback address", "target", crm.LeadWebhook)}
            <label class="field">Signature<select name="signature">
            <option value="open">X-Open-Signature</option><option value="login">TikTok-Signature</option>
            <option value="wrong">Wrong signature</option><option value="none">No signature</option></select></label>
            <div class="buttons"><button class="primary">Submit the lead</button>
            <button name="times" value="2">Submit, deliver twice</button></div>
            </form></section>
            """;
    }

    private string EventForm()
    {
        var people = new StringBuilder();
        foreach (var user in users.First(Shown))
        {
            people.Append(
                CultureInfo.InvariantCulture,
                $"<option value=\"{Html.Encode(user.OpenId)}\">{Html.Encode(user.DisplayName)}</option>"
            );
        }

        return $"""
            <section class="card"><h2>Send a Login Kit webhook</h2>
            <form method="post" action="/ui/event">
            <label class="field">TikTok user<select name="openId">{people}</select></label>
            {Field("Callback address", "target", crm.LoginWebhook)}
            <div class="buttons">
            <button name="event" value="authorization.removed">authorization.removed</button>
            <button name="event" value="video.upload.failed">video.upload.failed</button>
            <button name="event" value="video.publish.completed">video.publish.completed</button>
            </div>
            <p class="hint">authorization.removed also ends the user's tokens, as it does at TikTok.</p>
            </form></section>
            """;
    }

    private static string StateCard(StateSummary state) =>
        $"""
            <section class="card"><h2>State</h2><dl>
            <dt>Login Kit apps</dt><dd>{Html.Encode(string.Join(", ", state.Clients))}</dd>
            <dt>TikTok users</dt><dd>{state.Users}</dd>
            <dt>Grants alive / revoked</dt><dd>{state.GrantsAlive} / {state.GrantsRevoked}</dd>
            <dt>Access tokens alive</dt><dd>{state.AccessTokensAlive}</dd>
            <dt>Advertiser tokens alive</dt><dd>{state.AdvertiserTokensAlive}</dd>
            <dt>Lead subscriptions</dt><dd>{state.Subscriptions}</dd>
            <dt>Leads submitted</dt><dd>{state.Leads}</dd>
            <dt>Webhooks sent / waiting</dt><dd>{state.Deliveries} / {state.DeliveriesPending}</dd>
            <dt>Apps of X</dt><dd>{Html.Encode(string.Join(", ", state.X.Apps))}</dd>
            <dt>OAuth 1.0a / OAuth 2 tokens of X alive</dt><dd>{state.X.UserTokens} / {state.X.AccessTokensAlive}</dd>
            <dt>Posts on X</dt><dd>{state.X.Posts}</dd>
            <dt>Refused requests</dt><dd>{state.Refusals}</dd>
            </dl>
            <p class="hint">As JSON: <a href="/sim/state">state</a>, <a href="/sim/calls">calls</a>,
            <a href="/sim/refusals">refusals</a>, <a href="/sim/deliveries">deliveries</a>, <a href="/sim/settings">settings</a></p>
            <form method="post" action="/ui/reset"><button>Forget everything</button></form></section>
            """;

    private static string FaultCard(StateSummary state)
    {
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
            <label class="field">Provider<select name="provider"><option value="tiktok">TikTok Login Kit</option>
            <option value="tiktok-leadgen">TikTok Lead Generation</option>
            <option value="beyondvisit">BeyondVisit</option><option value="x">X</option>
            <option value="google-lead-form">Google</option><option value="linkedin">LinkedIn</option>
            <option value="instagram">Instagram</option><option value="whatsapp">WhatsApp</option>
            <option value="meta-leads">Meta Lead Ads</option></select></label>
            {Field("Only paths that begin with", "path", "", "/v2/oauth/token/")}
            {Field("How many calls", "times", "1")}
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

    public static string Field(string label, string name, string value, string placeholder = "") =>
        $"<label class=\"field\">{label}<input name=\"{name}\" value=\"{Html.Encode(value)}\" placeholder=\"{placeholder}\"></label>";
}
