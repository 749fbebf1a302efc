using System.Collections.Concurrent;
using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.TikTokLogin.Consent;

internal sealed record LoginCode(
    AuthorizeRequest Request,
    LoginUser User,
    IReadOnlyList<string> Scopes,
    DateTimeOffset EndsAt
);

/// <summary>One-time codes, bound to client, address and challenge. They hold the letters that careless encoding breaks.</summary>
internal sealed class LoginCodes(TimeProvider clock, SettingsHolder settings)
{
    private readonly ConcurrentDictionary<string, LoginCode> codes = new(StringComparer.Ordinal);

    public string Issue(AuthorizeRequest request, LoginUser user, IReadOnlyList<string> scopes)
    {
        // "%2A" and "+" change under a second decoding, "*" and "!" are what real codes hold.
        var code = $"{RandomText.Of(40)}%2A+{RandomText.Of(6)}*1!{RandomText.Of(4)}.e1";
        codes[code] = new(request, user, scopes, clock.GetUtcNow().AddSeconds(settings.Current.LoginCodeSeconds));
        return code;
    }

    /// <summary>Whoever shows a code has used it up, also when the rest of the call is refused.</summary>
    public LoginCode? Take(string code) =>
        codes.TryRemove(code, out var found) && found.EndsAt > clock.GetUtcNow() ? found : null;

    public void Reset() => codes.Clear();
}
