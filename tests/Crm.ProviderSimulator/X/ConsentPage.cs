using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.X;

internal static class ConsentPage
{
    /// <param name="rights">What the app may do; those with a scope can be unticked.</param>
    /// <param name="action">Where the form goes: the address of the page itself.</param>
    public static string Render(
        string app,
        string redirectUri,
        IReadOnlyList<(string Words, string? Scope)> rights,
        IReadOnlyList<XUser> users,
        string action
    )
    {
        var choices = string.Concat(
            rights.Select(right =>
                right.Scope is null
                    ? $"<p class=\"hint\">{Html.Encode(right.Words)}</p>"
                    : $"""
                        <label class="choice"><input type="checkbox" name="scope" value="{Html.Encode(
                            right.Scope
                        )}" checked>
                        <span>{Html.Encode(right.Words)}<small>{Html.Encode(right.Scope)}</small></span></label>
                        """
            )
        );
        var people = string.Concat(
            users.Select(user =>
                $"""
                <label class="choice"><input type="radio" name="user_id" value="{user.Id}" {(
                    user.Id == XUsers.DemoId ? "checked" : ""
                )}>
                <span>{Html.Encode(user.Name)}<small>@{Html.Encode(user.Username)}</small></span></label>
                """
            )
        );
        return Html.Layout(
            "Authorize · X simulator",
            $"""
            <main class="card">
            <p class="badge">X simulator · no real account is involved</p>
            <h1>{Html.Encode(app)} wants to access your X account</h1>
            <form method="post" action="{Html.Encode(action)}">
            <fieldset><legend>Continue as</legend>{people}</fieldset>
            <fieldset><legend>This app will be able to</legend>{choices}</fieldset>
            <p class="hint">You return to <b>{Html.Encode(redirectUri)}</b></p>
            <div class="buttons">
            <button class="primary" name="decision" value="allow">Authorize app</button>
            <button name="decision" value="deny">Cancel</button>
            </div>
            </form>
            </main>
            """
        );
    }
}
