using System.Collections.Concurrent;
using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.OAuth;

/// <summary>One-time codes with what the user allowed.</summary>
internal sealed class IssuedCodes<TGrant>(TimeProvider clock)
    where TGrant : class
{
    private readonly ConcurrentDictionary<string, (TGrant Grant, DateTimeOffset EndsAt)> codes = new(
        StringComparer.Ordinal
    );

    public string Issue(string prefix, TGrant grant, TimeSpan life)
    {
        var code = prefix + RandomText.Of(60);
        codes[code] = (grant, clock.GetUtcNow() + life);
        return code;
    }

    /// <summary>Whoever shows a code has used it up, also when the rest of the call is refused.</summary>
    public TGrant? Take(string code) =>
        codes.TryRemove(code, out var found) && found.EndsAt > clock.GetUtcNow() ? found.Grant : null;

    public void Reset() => codes.Clear();
}
