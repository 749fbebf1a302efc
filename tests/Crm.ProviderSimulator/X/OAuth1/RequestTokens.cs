using System.Collections.Concurrent;
using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.X.OAuth1;

/// <summary>The first leg's token; it becomes good for the third when a user has agreed.</summary>
/// <param name="Verifier">Given to the browser with the user's consent.</param>
internal sealed record RequestToken(
    string Value,
    string Secret,
    XApp App,
    string Callback,
    bool CanWrite,
    DateTimeOffset EndsAt,
    XUser? User = null,
    string? Verifier = null
);

internal sealed class RequestTokens(TimeProvider clock)
{
    private const int Minutes = 60;

    private readonly ConcurrentDictionary<string, RequestToken> tokens = new(StringComparer.Ordinal);

    public RequestToken Issue(XApp app, string callback, bool canWrite)
    {
        var endsAt = clock.GetUtcNow().AddMinutes(Minutes);
        var token = new RequestToken(RandomText.Of(27), RandomText.Of(32), app, callback, canWrite, endsAt);
        return tokens[token.Value] = token;
    }

    public RequestToken? Find(string? value) =>
        value is not null && tokens.TryGetValue(value, out var token) && token.EndsAt > clock.GetUtcNow()
            ? token
            : null;

    public TokenSecret? SecretOf(string value) => Find(value) is { } token ? new(token.App.ApiKey, token.Secret) : null;

    /// <summary>The verifier for the browser.</summary>
    public string Agree(RequestToken token, XUser user)
    {
        var verifier = RandomText.Of(32);
        tokens[token.Value] = token with { User = user, Verifier = verifier };
        return verifier;
    }

    /// <summary>Whoever shows a token has used it up.</summary>
    public RequestToken? Take(string value)
    {
        var found = Find(value);
        return tokens.TryRemove(value, out _) ? found : null;
    }

    public void Reset() => tokens.Clear();
}
