using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.Home;
using Crm.ProviderSimulator.LinkedIn.Posts;

namespace Crm.ProviderSimulator.LinkedIn;

internal sealed class LinkedInSection(LinkedInControl control, LinkedInState state, PostStore store) : IHomeSection
{
    private const int Shown = 5;

    public string Render()
    {
        var summary = control.Summary;
        var posts = string.Concat(
            store
                .All.Reverse()
                .Take(Shown)
                .Select(post =>
                    $"<li><code>{Html.Encode(post.Urn)}</code> {Html.Encode(post.Text)}{(post.WasCut ? " ✂" : "")}{(post.Deleted ? " (deleted)" : "")}</li>"
                )
        );
        return $"""
            <section class="card"><h2>LinkedIn</h2><dl>
            <dt>Apps</dt><dd>{Html.Encode(string.Join(", ", state.Apps.Keys))}</dd>
            <dt>Members</dt><dd>{Html.Encode(string.Join(", ", LinkedInMember.All.Select(member => member.Name)))}</dd>
            <dt>Tokens alive</dt><dd>{summary.TokensAlive}</dd>
            <dt>Posts / cut / deleted</dt><dd>{summary.Posts} / {summary.PostsCut} / {summary.PostsDeleted}</dd>
            <dt>Images uploaded</dt><dd>{summary.Images}</dd>
            </dl><ul>{posts}</ul></section>
            """;
    }
}
