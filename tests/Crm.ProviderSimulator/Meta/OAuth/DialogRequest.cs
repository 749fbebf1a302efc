using Microsoft.Extensions.Primitives;

namespace Crm.ProviderSimulator.Meta.OAuth;

/// <summary>A wish for consent that passed every check.</summary>
/// <param name="IsInstagram">Instagram's own login; otherwise Facebook's dialog.</param>
internal sealed record DialogRequest(
    MetaApp App,
    bool IsInstagram,
    string RedirectUri,
    string State,
    IReadOnlyList<string> Scopes
)
{
    /// <summary>A refusal never redirects.</summary>
    public static (DialogRequest? Request, string Problem) Read(
        IReadOnlyDictionary<string, StringValues> query,
        bool isInstagram,
        MetaState state
    )
    {
        if (query.FirstOrDefault(parameter => parameter.Value.Count > 1).Key is { } repeated)
        {
            return (null, $"{repeated} is given more than once");
        }

        string? Value(string name) => query.TryGetValue(name, out var value) && value != "" ? value.ToString() : null;

        var clientId = Value("client_id");
        var app = state.Apps.Values.FirstOrDefault(app => (isInstagram ? app.InstagramId : app.Id) == clientId);
        if (app is null)
        {
            return (null, clientId is null ? "client_id is missing" : "client_id is unknown to this login");
        }

        if (Value("redirect_uri") is not { } redirectUri || !app.RedirectUris.Contains(redirectUri))
        {
            return (null, "redirect_uri is not byte for byte a registered one");
        }

        if (Value("response_type") is not "code" && (isInstagram || Value("response_type") is not null))
        {
            return (null, "response_type is not code");
        }

        if (Value("state") is not { } authState)
        {
            return (null, "state is missing");
        }

        var scopes = (Value("scope") ?? "").Split(',');
        return ScopeProblem(scopes, isInstagram ? DialogScopes.Instagram : DialogScopes.Facebook) is { } problem
            ? (null, problem)
            : (new(app, isInstagram, redirectUri, authState, scopes), "");
    }

    private static string? ScopeProblem(string[] scopes, IReadOnlyList<string> known) =>
        scopes is [""] ? "scope is missing"
        : scopes.Any(scope => scope.Contains(' ', StringComparison.Ordinal))
            ? "scopes are separated by commas, not by spaces"
        : scopes.FirstOrDefault(scope => !known.Contains(scope)) is { } unknown ? $"Invalid Scopes: {unknown}"
        : scopes.Distinct(StringComparer.Ordinal).Count() != scopes.Length ? "a scope is named twice"
        : null;
}
