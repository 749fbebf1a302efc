using System.Collections.Concurrent;
using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.X.OAuth2;

internal sealed record XCode(AuthorizeRequest Request, XUser User, IReadOnlyList<string> Scopes, DateTimeOffset EndsAt);

/// <summary>One-time codes of thirty seconds, bound to client, address and challenge.</summary>
internal sealed class XCodes(TimeProvider clock, Switches<XSettings> settings)
{
    private readonly ConcurrentDictionary<string, XCode> codes = new(StringComparer.Ordinal);

    public string Issue(AuthorizeRequest request, XUser user, IReadOnlyList<string> scopes)
    {
        var code = RandomText.Of(64);
        codes[code] = new(request, user, scopes, clock.GetUtcNow().AddSeconds(settings.Current.CodeSeconds));
        return code;
    }

    /// <summary>Whoever shows a code has used it up, also when the rest of the call is refused.</summary>
    public XCode? Take(string code) =>
        codes.TryRemove(code, out var found) && found.EndsAt > clock.GetUtcNow() ? found : null;

    public void Reset() => codes.Clear();
}
