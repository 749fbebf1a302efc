using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.OAuth;

internal static class ConsentPage
{
    public static string Render(Consent consent, AuthorizeQuery query, string rawQuery)
    {
        var locked = consent.ScopesCanBeUnticked ? "" : "disabled";
        var scopes = string.Concat(
            query.Scopes.Select(scope =>
                $"""
                    <label class="choice"><input type="checkbox" name="scope" value="{Html.Encode(
                        scope
                    )}" checked {locked}>
                    <span>{Html.Encode(consent.Scopes[scope])}<small>{Html.Encode(scope)}</small></span></label>
                    """
            )
        );
        var users = string.Concat(
            consent.Users.Select(user =>
                $"""
                    <label class="choice"><input type="radio" name="user" value="{Html.Encode(user.Id)}" {(
                        user == consent.Users[0] ? "checked" : ""
                    )}>
                    <span>{Html.Encode(user.Name)}<small>{Html.Encode(user.Id)}</small></span></label>
                    """
            )
        );
        return Html.Layout(
            $"Authorize · {consent.Provider} simulator",
            $"""
            <main class="card">
            <p class="badge">{consent.Provider} simulator · no real account is involved</p>
            <h1>{Html.Encode(query.Client.Name)} would like to access your {consent.Provider} account</h1>
            <form method="post" action="{Html.Encode(rawQuery)}">
            <fieldset><legend>Continue as</legend>{users}</fieldset>
            <fieldset><legend>This app will be able to</legend>{scopes}</fieldset>
            <p class="hint">You return to <b>{Html.Encode(query.RedirectUri)}</b></p>
            <div class="buttons">
            <button class="primary" name="decision" value="allow">Allow</button>
            <button name="decision" value="deny">Cancel</button>
            </div>
            </form>
            </main>
            """
        );
    }
}
