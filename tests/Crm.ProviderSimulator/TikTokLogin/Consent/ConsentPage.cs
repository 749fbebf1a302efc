using System.Text;
using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.TikTokLogin.Consent;

internal static class ConsentPage
{
    public static string Render(AuthorizeRequest request, IReadOnlyList<LoginUser> users, string query)
    {
        var scopes = new StringBuilder();
        foreach (var scope in request.Scopes)
        {
            scopes.Append(
                null,
                $"""
                <label class="choice"><input type="checkbox" name="scope" value="{Html.Encode(scope)}" checked>
                <span>{Html.Encode(LoginScopes.All[scope])}<small>{Html.Encode(scope)}</small></span></label>
                """
            );
        }

        var people = new StringBuilder();
        foreach (var user in users)
        {
            var selected = user == users[0] ? "checked" : "";
            people.Append(
                null,
                $"""
                <label class="choice"><input type="radio" name="open_id" value="{Html.Encode(user.OpenId)}" {selected}>
                <span>{Html.Encode(user.DisplayName)}<small>@{Html.Encode(user.Username)}</small></span></label>
                """
            );
        }

        return Html.Layout(
            "Authorize · TikTok simulator",
            $"""
            <main class="card">
            <p class="badge">TikTok simulator · no real account is involved</p>
            <h1>{Html.Encode(request.Client.DisplayName)} would like to access your TikTok account</h1>
            <form method="post" action="{ConsentEndpoints.Path}/{Html.Encode(query)}">
            <fieldset><legend>Continue as</legend>{people}</fieldset>
            <fieldset><legend>This app will be able to</legend>{scopes}</fieldset>
            <p class="hint">Untick what you do not want to share. You return to <b>{Html.Encode(
                request.RedirectUri
            )}</b></p>
            <div class="buttons">
            <button class="primary" name="decision" value="allow">Allow</button>
            <button name="decision" value="deny">Deny</button>
            </div>
            </form>
            </main>
            """
        );
    }
}
