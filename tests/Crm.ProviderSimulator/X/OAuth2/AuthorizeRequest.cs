using Microsoft.Extensions.Primitives;

namespace Crm.ProviderSimulator.X.OAuth2;

internal sealed record AuthorizeRequest(
    XApp App,
    string RedirectUri,
    string State,
    IReadOnlyList<string> Scopes,
    string Challenge,
    string ChallengeMethod
)
{
    private const int LongestState = 500;

    /// <summary>All that X checks before it shows the consent page; a refusal never redirects.</summary>
    public static (AuthorizeRequest? Request, string Problem) Read(
        IReadOnlyDictionary<string, StringValues> query,
        XApps apps
    )
    {
        if (query.FirstOrDefault(parameter => parameter.Value.Count > 1).Key is { } repeated)
        {
            return (null, $"{repeated} is given more than once");
        }

        string? Value(string name) => query.TryGetValue(name, out var value) && value != "" ? value.ToString() : null;

        if (Value("client_id") is not { } clientId || apps.FindByClientId(clientId) is not { } app)
        {
            return (null, "client_id is missing or unknown");
        }

        if (Value("redirect_uri") is not { } redirectUri || !app.AcceptsRedirect(redirectUri))
        {
            return (null, "redirect_uri is not byte for byte a registered one");
        }

        if (Value("response_type") != "code")
        {
            return (null, "response_type is not code");
        }

        if (Value("state") is not { Length: <= LongestState } state)
        {
            return (null, "state is missing or longer than 500 characters");
        }

        var (challenge, method) = (Value("code_challenge") ?? "", Value("code_challenge_method") ?? "");
        var scopes = (Value("scope") ?? "").Split(' ');
        var problem = ScopeProblem(scopes) ?? PkceProblem(challenge, method);
        return problem is null ? (new(app, redirectUri, state, scopes, challenge, method), "") : (null, problem);
    }

    private static string? ScopeProblem(string[] scopes) =>
        scopes is [""] ? "scope is missing"
        : scopes.Any(scope => scope.Contains(',', StringComparison.Ordinal))
            ? "scopes are separated by spaces, not by commas"
        : scopes.FirstOrDefault(scope => !XScopes.All.ContainsKey(scope)) is { } unknown ? $"scope {unknown} is unknown"
        : scopes.Distinct(StringComparer.Ordinal).Count() != scopes.Length ? "a scope is named twice"
        : null;

    private static string? PkceProblem(string challenge, string method) =>
        method is not (Pkce.S256 or Pkce.Plain) ? "code_challenge_method is neither S256 nor plain"
        : !Pkce.IsChallenge(challenge, method) ? "code_challenge is missing or not one of its method (padding?)"
        : null;
}
