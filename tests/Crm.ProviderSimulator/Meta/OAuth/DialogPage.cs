using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.Meta.OAuth;

internal static class DialogPage
{
    public static string Render(
        DialogRequest request,
        IReadOnlyList<(string Id, string Name)> subjects,
        IReadOnlyList<(string Id, string Name)> pages,
        string action
    )
    {
        var login = request.IsInstagram ? "Instagram" : "Facebook";
        var people = subjects.Select(
            (subject, index) => Choice("radio", "subject", subject.Id, subject.Name, index == 0)
        );
        var scopes = request.Scopes.Select(scope => Choice("checkbox", "scope", scope, scope, isChecked: true));
        var ticked = pages.Select(page => Choice("checkbox", "page", page.Id, page.Name, isChecked: true));
        var pageChoice = pages.Count == 0 ? "" : $"<fieldset><legend>Pages</legend>{string.Concat(ticked)}</fieldset>";
        return Html.Layout(
            $"Authorize · {login} simulator",
            $"""
            <main class="card">
            <p class="badge">{login} simulator · no real account is involved</p>
            <h1>{Html.Encode(request.App.Name)} would like to access your account</h1>
            <form method="post" action="{Html.Encode(action)}">
            <fieldset><legend>Continue as</legend>{string.Concat(people)}</fieldset>
            {pageChoice}
            <fieldset><legend>This app will be able to</legend>{string.Concat(scopes)}</fieldset>
            <p class="hint">You return to <b>{Html.Encode(request.RedirectUri)}</b></p>
            <div class="buttons">
            <button class="primary" name="decision" value="allow">Allow</button>
            <button name="decision" value="deny">Cancel</button>
            </div>
            </form>
            </main>
            """
        );
    }

    private static string Choice(string type, string name, string value, string label, bool isChecked) =>
        $"""
            <label class="choice"><input type="{type}" name="{name}" value="{Html.Encode(value)}" {(
                isChecked ? "checked" : ""
            )}>
            <span>{Html.Encode(label)}<small>{Html.Encode(value)}</small></span></label>
            """;
}
