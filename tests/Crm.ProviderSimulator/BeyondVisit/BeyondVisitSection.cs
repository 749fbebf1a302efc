using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.Home;

namespace Crm.ProviderSimulator.BeyondVisit;

internal sealed class BeyondVisitSection(BeyondVisitState state) : IHomeSection
{
    public string Render()
    {
        var summary = state.Summary;
        var users = string.Concat(
            state
                .Users.Values.OrderBy(user => user.UserToken, StringComparer.Ordinal)
                .Select(user =>
                    $"<li><code>{Html.Encode(user.UserToken)}</code> {Html.Encode($"{user.Name} {user.Surname}")}, opened {user.Logins} times</li>"
                )
        );
        return $"""
            <section class="card"><h2>BeyondVisit</h2><dl>
            <dt>Partner keys</dt><dd>{Html.Encode(string.Join(", ", state.Partners.Keys))}</dd>
            <dt>Login tokens waiting</dt><dd>{summary.LoginTokensWaiting}</dd>
            <dt>Panels opened</dt><dd>{summary.Logins}</dd>
            </dl><ul>{users}</ul></section>
            """;
    }
}
