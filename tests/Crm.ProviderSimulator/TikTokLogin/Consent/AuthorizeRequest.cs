using Microsoft.Extensions.Primitives;

namespace Crm.ProviderSimulator.TikTokLogin.Consent;

internal sealed record AuthorizeRequest(
    LoginClient Client,
    string RedirectUri,
    string State,
    IReadOnlyList<string> Scopes,
    string? Challenge
)
{
    /// <summary>All that TikTok checks before it shows the consent page; a refusal never redirects.</summary>
    public static (AuthorizeRequest? Request, string Problem) Read(
        IReadOnlyDictionary<string, StringValues> query,
        LoginClients clients
    )
    {
        if (query.FirstOrDefault(parameter => parameter.Value.Count > 1).Key is { } repeated)
        {
            return (null, $"{repeated} is given more than once");
        }

        string? Value(string name) => query.TryGetValue(name, out var value) && value != "" ? value.ToString() : null;

        if (query.ContainsKey("client_id"))
        {
            return (null, "client_id is not a parameter of TikTok, it is called client_key");
        }

        if (clients.Find(Value("client_key")) is not { } client)
        {
            return (null, Value("client_key") is null ? "client_key is missing" : "client_key is unknown");
        }

        if (Value("redirect_uri") is not { } redirectUri || !client.AcceptsRedirect(redirectUri))
        {
            return (null, "redirect_uri is not byte for byte a registered one");
        }

        if (Value("response_type") != "code")
        {
            return (null, "response_type is not code");
        }

        if (Value("state") is not { } state)
        {
            return (null, "state is missing");
        }

        if (Value("disable_auto_auth") is not (null or "0" or "1"))
        {
            return (null, "disable_auto_auth is neither 0 nor 1");
        }

        var scopes = (Value("scope") ?? "").Split(',');
        var problem =
            ScopeProblem(scopes) ?? PkceProblem(client, Value("code_challenge"), Value("code_challenge_method"));
        return problem is null
            ? (new(client, redirectUri, state, scopes, Value("code_challenge")), "")
            : (null, problem);
    }

    private static string? ScopeProblem(string[] scopes) =>
        scopes is [""] ? "scope is missing"
        : scopes.Any(scope => scope.Contains(' ', StringComparison.Ordinal))
            ? "scopes are separated by commas, not by spaces"
        : scopes.FirstOrDefault(scope => !LoginScopes.All.ContainsKey(scope)) is { } unknown
            ? $"scope {unknown} is unknown"
        : scopes.Distinct(StringComparer.Ordinal).Count() != scopes.Length ? "a scope is named twice"
        : null;

    private static string? PkceProblem(LoginClient client, string? challenge, string? method) =>
        challenge is null && method is not null ? "code_challenge_method without code_challenge"
        : challenge is null && client.Platform == LoginClient.Desktop
            ? "code_challenge is missing (desktop demands PKCE)"
        : challenge is not null && method != "S256" ? "code_challenge_method is not S256"
        : null;
}
