using System.Globalization;
using System.Text;
using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.Home;

namespace Crm.ProviderSimulator.TikTokLogin;

internal sealed class LoginSection(LoginReport report, LoginUsers users, CrmAddress crm) : IHomeSection
{
    private const int Shown = 12;

    public string Render()
    {
        var state = report.Make();
        var people = new StringBuilder();
        foreach (var user in users.First(Shown))
        {
            people.Append(
                CultureInfo.InvariantCulture,
                $"<option value=\"{Html.Encode(user.OpenId)}\">{Html.Encode(user.DisplayName)}</option>"
            );
        }

        return $"""
            <section class="card"><h2>TikTok Login Kit</h2>
            <form method="post" action="/ui/tiktok-event">
            <label class="field">TikTok user<select name="openId">{people}</select></label>
            {Html.Field("Callback address", "target", crm.Webhook(LoginProvider.Name))}
            <div class="buttons">
            <button name="event" value="authorization.removed">authorization.removed</button>
            <button name="event" value="video.upload.failed">video.upload.failed</button>
            <button name="event" value="video.publish.completed">video.publish.completed</button>
            </div>
            <p class="hint">authorization.removed also ends the user's tokens, as it does at TikTok.</p>
            </form><dl>
            <dt>Apps</dt><dd>{Html.Encode(string.Join(", ", state.Clients))}</dd>
            <dt>Users</dt><dd>{state.Users}</dd>
            <dt>Grants alive / revoked</dt><dd>{state.GrantsAlive} / {state.GrantsRevoked}</dd>
            <dt>Access tokens alive</dt><dd>{state.AccessTokensAlive}</dd>
            </dl></section>
            """;
    }

    public static async Task<IResult> SendAsync(HttpContext context, LoginWebhooks webhooks, Grants grants)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (name, openId) = (form["event"].ToString(), form["openId"].ToString());
        if (HomeActions.Target(form) is not { } target)
        {
            return HomeActions.Back("Give an absolute callback address.");
        }

        if (name == "authorization.removed")
        {
            grants.Revoke(openId);
        }

        var sent = await webhooks.SendAsync(new(name, openId, Content: null, target));
        return HomeActions.Back($"{name}: {HomeActions.Outcome(sent[0])}");
    }
}
