using System.Globalization;
using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.Home;
using Crm.ProviderSimulator.MetaLeads;

namespace Crm.ProviderSimulator.Meta;

/// <summary>Meta's part of the home page.</summary>
internal sealed class MetaSection(MetaReport report, LeadState leads, CrmAddress crm) : IHomeSection
{
    public string Render() => $"{StateCard(report.Make())}{LeadCard()}";

    public static async Task<IResult> SubmitLeadAsync(HttpContext context, LeadWebhooks webhooks)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var sent = await webhooks.SubmitAsync(
            new()
            {
                FormId = form["form"].ToString(),
                Target = HomeActions.Target(form),
                Times = form["times"] == "2" ? 2 : 1,
            }
        );
        var outcome = sent.Deliveries.Count == 0 ? "nobody is subscribed." : HomeActions.Outcome(sent.Deliveries[^1]);
        return HomeActions.Back($"Meta lead {sent.LeadId}: {outcome}");
    }

    private static string StateCard(MetaSummary state) =>
        $"""
            <section class="card"><h2>Meta</h2><dl>
            <dt>Apps</dt><dd>{Html.Encode(string.Join(", ", state.Apps))}</dd>
            <dt>Pages</dt><dd>{Html.Encode(string.Join(", ", state.Pages))}</dd>
            <dt>Instagram accounts</dt><dd>{Html.Encode(string.Join(", ", state.InstagramAccounts))}</dd>
            <dt>Tokens alive</dt><dd>{state.TokensAlive}</dd>
            <dt>Webhook subscriptions</dt><dd>{state.Subscriptions}</dd>
            <dt>Lead forms / leads</dt><dd>{state.LeadForms} / {state.Leads}</dd>
            <dt>Instagram posts</dt><dd>{state.InstagramPosts}</dd>
            <dt>WhatsApp numbers</dt><dd>{Html.Encode(string.Join(", ", state.WhatsAppNumbers))}</dd>
            <dt>WhatsApp templates / sent / open windows</dt>
            <dd>{state.WhatsAppTemplates} / {state.WhatsAppSent} / {state.WhatsAppWindows}</dd>
            </dl>
            <p class="hint">Demo tokens: {MetaDemo.UserToken}, {MetaDemo.PageToken}, {MetaDemo.SystemUserToken},
            {MetaDemo.InstagramToken}</p></section>
            """;

    private string LeadCard()
    {
        var forms = string.Concat(
            leads
                .Forms.Values.OrderBy(form => form.Id, StringComparer.Ordinal)
                .Select(form =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"<option value=\"{form.Id}\">{Html.Encode(form.Name)} (v{form.Version})</option>"
                    )
                )
        );
        return $"""
            <section class="card"><h2>Submit a Meta lead form</h2>
            <form method="post" action="/ui/meta-lead">
            <label class="field">Form<select name="form">{forms}</select></label>
            {Html.Field("Callback address (empty: whoever is subscribed)", "target", crm.Webhook(MetaProvider.Name))}
            <div class="buttons"><button class="primary">Submit the lead</button>
            <button name="times" value="2">Submit, deliver twice</button></div>
            </form></section>
            """;
    }
}
