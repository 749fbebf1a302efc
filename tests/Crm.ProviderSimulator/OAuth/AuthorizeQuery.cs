using Microsoft.Extensions.Primitives;

namespace Crm.ProviderSimulator.OAuth;

/// <summary>What an app asks of a user, after the checks that are the same everywhere.</summary>
internal sealed class AuthorizeQuery(
    IReadOnlyDictionary<string, StringValues> values,
    OAuthClient client,
    string redirectUri,
    string state,
    IReadOnlyList<string> scopes
)
{
    public OAuthClient Client => client;

    public string RedirectUri => redirectUri;

    public string State => state;

    public IReadOnlyList<string> Scopes => scopes;

    public string? this[string name] => Value(values, name);

    /// <summary>A refusal is a page of the provider: nothing is sent to an address that may be a stranger's.</summary>
    public static (AuthorizeQuery? Query, string Problem) Read(
        IReadOnlyDictionary<string, StringValues> values,
        Func<string, OAuthClient?> find,
        IReadOnlyDictionary<string, string> knownScopes
    )
    {
        if (values.FirstOrDefault(parameter => parameter.Value.Count > 1).Key is { } repeated)
        {
            return (null, $"{repeated} is given more than once");
        }

        if (Value(values, "client_id") is not { } clientId || find(clientId) is not { } client)
        {
            return (null, "client_id is missing or unknown");
        }

        if (Value(values, "redirect_uri") is not { } redirectUri || !client.RedirectUris.Contains(redirectUri))
        {
            return (null, "redirect_uri is not byte for byte a registered one");
        }

        var scopes = (Value(values, "scope") ?? "").Split(' ');
        return Value(values, "response_type") != "code" ? (null, "response_type is not code")
            : Value(values, "state") is not { } state ? (null, "state is missing")
            : ScopeProblem(scopes, knownScopes) is { } problem ? (null, problem)
            : (new(values, client, redirectUri, state, scopes), "");
    }

    /// <summary>Where the browser goes with the decision.</summary>
    public string Redirect(params IEnumerable<KeyValuePair<string, string>> answer) =>
        $"{redirectUri}?{string.Join('&', answer.Append(new("state", state)).Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"))}";

    private static string? ScopeProblem(string[] scopes, IReadOnlyDictionary<string, string> known) =>
        scopes is [""] ? "scope is missing"
        : scopes.Any(scope => scope.Contains(',', StringComparison.Ordinal))
            ? "scopes are separated by spaces, not by commas"
        : scopes.FirstOrDefault(scope => !known.ContainsKey(scope)) is { } unknown ? $"scope {unknown} is unknown"
        : null;

    private static string? Value(IReadOnlyDictionary<string, StringValues> values, string name) =>
        values.TryGetValue(name, out var value) && value != "" ? value.ToString() : null;
}
