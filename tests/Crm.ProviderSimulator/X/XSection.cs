using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.Home;

namespace Crm.ProviderSimulator.X;

internal sealed class XSection(XControl control) : IHomeSection
{
    public string Render()
    {
        var state = control.State();
        return $"""
            <section class="card"><h2>X</h2><dl>
            <dt>Apps</dt><dd>{Html.Encode(string.Join(", ", state.Apps))}</dd>
            <dt>OAuth 1.0a / OAuth 2 tokens alive</dt><dd>{state.UserTokens} / {state.AccessTokensAlive}</dd>
            <dt>Posts</dt><dd>{state.Posts}</dd>
            </dl></section>
            """;
    }
}
