using Crm.ProviderSimulator.GoogleLeadForm.Accounts;
using Crm.ProviderSimulator.GoogleLeadForm.Ads;
using Crm.ProviderSimulator.Home;

namespace Crm.ProviderSimulator.GoogleLeadForm;

internal sealed class GoogleSection(LeadSender sender, GoogleGrants grants) : IHomeSection
{
    public string Render()
    {
        var leads = sender.Summary;
        var modes = string.Concat(KeyModes.All.Select(mode => $"<option>{mode}</option>"));
        var accounts = string.Join(", ", AdsCustomers.All.Select(customer => customer.Id));
        return $"""
            <section class="card"><h2>Google lead form</h2>
            <form method="post" action="/ui/google-lead">
            <label class="field">Webhook URL<input name="target" placeholder="https://…/google-lead-form/…/"></label>
            <label class="field">Key<input name="key"></label>
            <label class="field">Key is sent<select name="keyMode">{modes}</select></label>
            <div class="buttons"><button class="primary">Submit a lead</button>
            <button name="test" value="true">Send test data</button></div>
            </form><dl>
            <dt>Leads submitted / delivered</dt><dd>{leads.Submitted} / {leads.Delivered}</dd>
            <dt>Waiting for the next try</dt><dd>{leads.Waiting}</dd>
            <dt>Lost</dt><dd>{leads.Lost}</dd>
            <dt>Refused with a wrong key</dt><dd>{leads.Refused}</dd>
            <dt>Refresh tokens alive</dt><dd>{grants.RefreshTokensAlive}</dd>
            <dt>Ads accounts</dt><dd>{accounts}</dd>
            </dl></section>
            """;
    }

    public static async Task<IResult> SubmitAsync(HttpContext context, LeadSender sender)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (HomeActions.Target(form) is not { } target)
        {
            return HomeActions.Back("Give an absolute webhook URL.");
        }

        var sent = await sender.SubmitAsync(
            new(target, form["key"].ToString(), form["keyMode"].ToString(), IsTest: form["test"] == "true")
        );
        return HomeActions.Back($"Lead {sent[0].Id[..12]}…: {sent[0].State}.");
    }
}
