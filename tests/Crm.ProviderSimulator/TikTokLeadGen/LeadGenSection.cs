using System.Globalization;
using System.Text;
using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.Home;

namespace Crm.ProviderSimulator.TikTokLeadGen;

internal sealed class LeadGenSection(LeadGenState state, CrmAddress crm) : IHomeSection
{
    public string Render()
    {
        var summary = state.Summary;
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
            <section class="card"><h2>TikTok Lead Generation</h2>
            <form method="post" action="/ui/tiktok-lead">
            <label class="field">Form<select name="form">{forms}</select></label>
            {Html.Field("Name", "name", "Ayşe Yılmaz")}
            {Html.Field("Phone", "phone_number", "+90 532 123 45 67")}
            {Html.Field("E-mail", "email", "ayse.yilmaz@example.com")}
            {Html.Field("Question", "question", "Bütçeniz nedir?")}
            {Html.Field("Answer", "answer", "10-20 bin ₺ 😀")}
            {Html.Field("Callback address", "target", crm.Webhook(LeadGenProvider.Name))}
            <label class="field">Signature<select name="signature">
            <option value="open">X-Open-Signature</option><option value="login">TikTok-Signature</option>
            <option value="wrong">Wrong signature</option><option value="none">No signature</option></select></label>
            <div class="buttons"><button class="primary">Submit the lead</button>
            <button name="times" value="2">Submit, deliver twice</button></div>
            </form><dl>
            <dt>Advertiser tokens alive</dt><dd>{summary.AdvertiserTokensAlive}</dd>
            <dt>Lead subscriptions</dt><dd>{summary.Subscriptions}</dd>
            <dt>Leads submitted</dt><dd>{summary.Leads}</dd>
            </dl></section>
            """;
    }

    public static async Task<IResult> SubmitAsync(HttpContext context, LeadWebhooks webhooks)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (
            form["form"].ToString().Split('/') is not [var advertiserId, var pageId]
            || HomeActions.Target(form) is not { } target
        )
        {
            return HomeActions.Back("Choose a form and give an absolute callback address.");
        }

        var answers = new List<LeadAnswer>
        {
            LeadAnswer.Of("name", form["name"].ToString()),
            LeadAnswer.Of("phone_number", form["phone_number"].ToString()),
            LeadAnswer.Of("email", form["email"].ToString()),
        };
        if (form["question"].ToString() is { Length: > 0 } question)
        {
            answers.Add(LeadAnswer.Of(question, form["answer"].ToString()));
        }

        var times = form["times"] == "2" ? 2 : 1;
        var signature = form["signature"].ToString() is { Length: > 0 } chosen ? chosen : "open";
        var sent = await webhooks.SubmitAsync(
            new(advertiserId, pageId, answers, target, EntryId: null, Times: times, Signature: signature)
        );
        return HomeActions.Back($"Lead {sent.EntryId}: {HomeActions.Outcome(sent.Deliveries[^1])}");
    }
}
