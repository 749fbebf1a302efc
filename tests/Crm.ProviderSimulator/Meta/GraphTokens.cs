using System.Collections.Concurrent;
using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.Meta.Graph;

namespace Crm.ProviderSimulator.Meta;

/// <summary>All tokens. One of Instagram's login does not work at Facebook's host, nor the other way round.</summary>
internal sealed class GraphTokens(MetaState state, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, GraphToken> tokens = new(StringComparer.Ordinal);

    public IEnumerable<GraphToken> All => tokens.Values;

    public int AliveCount => tokens.Values.Count(token => Problem(token) is null);

    public static string NewValue(TokenKind kind) => (kind == TokenKind.Instagram ? "IGAA" : "EAA") + RandomText.Of(60);

    public GraphToken Add(GraphToken token) => tokens[token.Value] = token;

    /// <summary>Also finds the app's own token, which is its id and secret.</summary>
    public GraphToken? Find(string value) =>
        value.Split('|') is [var appId, var secret]
            ? state.Apps.TryGetValue(appId, out var app) && SecretComparison.Same(secret, app.Secret)
                ? new(value, TokenKind.App, appId, appId, "", [], DateTimeOffset.UnixEpoch)
                : null
            : tokens.GetValueOrDefault(value);

    public GraphToken Alive(string value, GraphHost host)
    {
        var token =
            Find(value)
            ?? throw new GraphRefusal(
                GraphError.Token(null, "Invalid OAuth access token - Cannot parse access token"),
                "unknown access token"
            );
        if ((token.Kind == TokenKind.Instagram) != (host == GraphHost.Instagram))
        {
            throw new GraphRefusal(
                GraphError.Token(null, "Invalid OAuth access token - Cannot parse access token"),
                $"a token of kind {token.Kind} does not belong to this host"
            );
        }

        return Problem(token) is { } problem ? throw new GraphRefusal(problem) : token;
    }

    public GraphError? Problem(GraphToken token)
    {
        var now = clock.GetUtcNow();
        return token.DeadSubcode is { } subcode
                ? GraphError.Token(subcode, $"Error validating access token: {Reason(subcode)}")
            : token.ExpiresAt <= now ? GraphError.Token(463, "Error validating access token: Session has expired.")
            : token.DataAccessExpiresAt <= now
                ? GraphError.Token(null, "Error validating access token: The user's data access has expired.")
            : !state.Apps.ContainsKey(token.AppId)
                ? GraphError.Token(null, "Error validating application. Application has been deleted.")
            : token.Kind == TokenKind.Page && !HasRole(token)
                ? GraphError.Token(492, "Error validating access token: The user has no role on this Page any more.")
            : null;
    }

    /// <summary>Ends what fits; the count tells a test whether it hit anything.</summary>
    public int Kill(Func<GraphToken, bool> which, int subcode)
    {
        var hit = tokens.Values.Where(token => token.DeadSubcode is null && which(token)).ToList();
        hit.ForEach(token => token.DeadSubcode = subcode);
        return hit.Count;
    }

    public int Expire(Func<GraphToken, bool> which, bool dataAccessOnly)
    {
        var now = clock.GetUtcNow();
        var hit = tokens.Values.Where(which).ToList();
        foreach (var token in hit)
        {
            token.ExpiresAt = dataAccessOnly ? token.ExpiresAt : now;
            token.DataAccessExpiresAt = dataAccessOnly ? now : token.DataAccessExpiresAt;
        }

        return hit.Count;
    }

    public void Reset() => tokens.Clear();

    private bool HasRole(GraphToken token) =>
        state.Pages.TryGetValue(token.SubjectId, out var page) && page.People.ContainsKey(token.UserId);

    private static string Reason(int subcode) =>
        subcode switch
        {
            458 => "The user has not authorized the application.",
            459 => "The user is in a checkpoint.",
            460 => "The session has been invalidated because the user changed their password.",
            463 => "Session has expired.",
            464 => "Sessions for the user are not allowed because the user is not a confirmed user.",
            _ => "The session is invalid.",
        };
}
