using System.Collections.Concurrent;
using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.X.OAuth2;

/// <summary>What one user gave one app in one authorization. Only the newest refresh token can be used.</summary>
internal sealed class XGrant(XApp app, XUser user, IReadOnlyList<string> scopes)
{
    public Lock Gate { get; } = new();

    public XApp App => app;

    public XUser User => user;

    public IReadOnlyList<string> Scopes => scopes;

    public string? RefreshToken { get; set; }

    public bool Revoked { get; set; }
}

internal sealed record XTokenAnswer(
    string TokenType,
    long ExpiresIn,
    string AccessToken,
    string Scope,
    string? RefreshToken
);

/// <summary>All OAuth 2 tokens. Handing out a new refresh token kills the old one; access tokens live on to their own end.</summary>
internal sealed class XGrants(TimeProvider clock, Switches<XSettings> settings)
{
    private readonly ConcurrentDictionary<string, (XGrant Grant, DateTimeOffset EndsAt)> byAccess = new(
        StringComparer.Ordinal
    );

    /// <summary>Spent ones stay, so that their use can be told from nonsense.</summary>
    private readonly ConcurrentDictionary<string, XGrant> byRefresh = new(StringComparer.Ordinal);

    public int AccessTokensAlive =>
        byAccess.Values.Count(token => !token.Grant.Revoked && token.EndsAt > clock.GetUtcNow());

    public XTokenAnswer Issue(XGrant grant)
    {
        lock (grant.Gate)
        {
            return Rotate(grant);
        }
    }

    /// <summary>The new pair, or null and the reason why not.</summary>
    public (XTokenAnswer? Answer, string Reason) Refresh(string token, XApp app)
    {
        if (!byRefresh.TryGetValue(token, out var grant) || grant.App.ClientId != app.ClientId)
        {
            return (null, "unknown refresh token, or one of another client");
        }

        lock (grant.Gate)
        {
            return grant.Revoked ? (null, "revoked refresh token")
                : grant.RefreshToken != token ? (null, "spent refresh token")
                : (Rotate(grant), "");
        }
    }

    public (XGrant? Grant, string Reason) FindByAccess(string token) =>
        !byAccess.TryGetValue(token, out var found) ? (null, "unknown bearer token")
        : found.Grant.Revoked ? (null, "revoked access token")
        : found.EndsAt <= clock.GetUtcNow() ? (null, "expired access token")
        : (found.Grant, "");

    /// <summary>Ends the whole authorization that the token, of either kind, belongs to.</summary>
    /// <param name="app">Only an authorization of this app; of any when null.</param>
    public bool Revoke(string token, XApp? app = null)
    {
        var grant = byAccess.TryGetValue(token, out var found) ? found.Grant : byRefresh.GetValueOrDefault(token);
        if (grant is null || (app is not null && grant.App.ClientId != app.ClientId))
        {
            return false;
        }

        lock (grant.Gate)
        {
            grant.Revoked = true;
        }

        return true;
    }

    public bool Expire(string accessToken)
    {
        if (!byAccess.TryGetValue(accessToken, out var found))
        {
            return false;
        }

        byAccess[accessToken] = (found.Grant, clock.GetUtcNow());
        return true;
    }

    public void Reset()
    {
        byAccess.Clear();
        byRefresh.Clear();
    }

    private XTokenAnswer Rotate(XGrant grant)
    {
        var seconds = settings.Current.AccessSeconds;
        var access = RandomText.Of(80);
        byAccess[access] = (grant, clock.GetUtcNow().AddSeconds(seconds));
        if (grant.Scopes.Contains(XScopes.OfflineAccess))
        {
            grant.RefreshToken = RandomText.Of(80);
            byRefresh[grant.RefreshToken] = grant;
        }

        return new("bearer", seconds, access, string.Join(' ', grant.Scopes), grant.RefreshToken);
    }
}
