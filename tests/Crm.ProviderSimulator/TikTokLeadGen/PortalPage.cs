using System.Text;
using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.TikTokLeadGen;

internal static class PortalPage
{
    public static string Render(BusinessApp app, string redirectUri, string query)
    {
        var advertisers = new StringBuilder();
        foreach (var advertiser in Advertiser.Demo)
        {
            advertisers.Append(
                null,
                $"""
                <label class="choice"><input type="checkbox" name="advertiser" value="{advertiser.Id}" checked>
                <span>{Html.Encode(
                    advertiser.Name
                )}<small>{advertiser.Id} · lead forms: {advertiser.Forms.Count}</small></span></label>
                """
            );
        }

        var scopes = new StringBuilder();
        foreach (var (number, name) in BusinessScopes.All)
        {
            scopes.Append(
                null,
                $"""
                <label class="choice"><input type="checkbox" name="scope" value="{number}" checked>
                <span>{Html.Encode(name)}</span></label>
                """
            );
        }

        return Html.Layout(
            "Authorize · TikTok for Business simulator",
            $"""
            <main class="card">
            <p class="badge">TikTok for Business simulator · no real account is involved</p>
            <h1>App {Html.Encode(app.AppId)} asks for access to your ad accounts</h1>
            <form method="post" action="{PortalConsent.Path}{Html.Encode(query)}">
            <fieldset><legend>Ad accounts</legend>{advertisers}</fieldset>
            <fieldset><legend>Permissions</legend>{scopes}</fieldset>
            <p class="hint">You return to <b>{Html.Encode(redirectUri)}</b></p>
            <div class="buttons">
            <button class="primary" name="decision" value="allow">Confirm</button>
            <button name="decision" value="deny">Cancel</button>
            </div>
            </form>
            </main>
            """
        );
    }
}
