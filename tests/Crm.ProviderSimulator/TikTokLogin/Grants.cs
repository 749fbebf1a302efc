using System.Collections.Concurrent;
using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.TikTokLogin;

/// <summary>All token pairs. Rotation is strict: handing out a new refresh token kills the old one in the same breath.</summary>
internal sealed class Grants(TimeProvider clock, SettingsHolder settings)
{
    private readonly ConcurrentDictionary<string, Grant> byAccess = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Grant> byRefresh = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Grant>> byOpenId = new(StringComparer.Ordinal);

    public IEnumerable<Grant> All => byOpenId.Values.SelectMany(grants => grants);

    public IReadOnlyList<Grant> Of(string openId) => byOpenId.TryGetValue(openId, out var grants) ? [.. grants] : [];

    public TokenPair Issue(Grant grant)
    {
        lock (grant.Gate)
        {
            Rotate(grant);
            byOpenId.GetOrAdd(grant.User.OpenId, _ => new()).Enqueue(grant);
            return Pair(grant);
        }
    }

    /// <summary>A pair the client already holds, so that a restarted simulator can be given its memory back.</summary>
    public void Plant(Grant grant, string accessToken, string refreshToken)
    {
        var now = clock.GetUtcNow();
        grant.Access = new(accessToken, now.AddSeconds(grant.AccessSeconds));
        grant.Refresh = new(refreshToken, now.AddSeconds(grant.RefreshSeconds));
        byAccess[accessToken] = grant;
        byRefresh[refreshToken] = grant;
        byOpenId.GetOrAdd(grant.User.OpenId, _ => new()).Enqueue(grant);
    }

    /// <summary>The new pair, or null and the reason why not.</summary>
    public (TokenPair? Pair, string Reason) Refresh(string token, string clientKey)
    {
        if (!byRefresh.TryGetValue(token, out var grant))
        {
            return (null, "unknown refresh token");
        }

        lock (grant.Gate)
        {
            var now = clock.GetUtcNow();
            if (grant.ClientKey != clientKey)
            {
                return (null, "the refresh token belongs to another client");
            }

            if (grant.Revoked)
            {
                return (null, "the user or the app has revoked the grant");
            }

            if (grant.Refresh.Value != token)
            {
                var grace = TimeSpan.FromSeconds(settings.Current.RotationGraceSeconds);
                return now - grant.RotatedAt < grace && grant.SpentRefresh.Value == token
                    ? (Pair(grant), "")
                    : (null, "spent refresh token");
            }

            if (grant.Refresh.EndsAt <= now)
            {
                return (null, "expired refresh token");
            }

            Rotate(grant);
            return (Pair(grant), "");
        }
    }

    public (Grant? Grant, string Reason) FindByAccess(string token)
    {
        if (!byAccess.TryGetValue(token, out var grant))
        {
            return (null, "unknown access token");
        }

        lock (grant.Gate)
        {
            var issued = grant.Access.Value == token ? grant.Access : grant.PreviousAccess;
            return grant.Revoked ? (null, "revoked access token")
                : issued.Value != token || issued.EndsAt <= clock.GetUtcNow() ? (null, "expired access token")
                : (grant, "");
        }
    }

    /// <summary>Ends everything the user gave the app (or every app): TikTok knows one authorization, not one per token.</summary>
    public int Revoke(string openId, string? clientKey = null)
    {
        var revoked = 0;
        foreach (var grant in Of(openId).Where(grant => clientKey is null || grant.ClientKey == clientKey))
        {
            lock (grant.Gate)
            {
                revoked += grant.Revoked ? 0 : 1;
                grant.Revoked = true;
            }
        }

        return revoked;
    }

    public void Expire(string? openId, bool access, bool refresh)
    {
        foreach (var grant in openId is null ? All : Of(openId))
        {
            lock (grant.Gate)
            {
                var now = clock.GetUtcNow();
                grant.Access = access ? grant.Access with { EndsAt = now } : grant.Access;
                grant.PreviousAccess = access ? IssuedToken.None : grant.PreviousAccess;
                grant.Refresh = refresh ? grant.Refresh with { EndsAt = now } : grant.Refresh;
            }
        }
    }

    public void Reset()
    {
        byAccess.Clear();
        byRefresh.Clear();
        byOpenId.Clear();
    }

    private void Rotate(Grant grant)
    {
        var now = clock.GetUtcNow();
        byAccess.TryRemove(grant.PreviousAccess.Value, out _);
        byRefresh.TryRemove(grant.SpentRefresh.Value, out _);

        var refreshEnd =
            settings.Current.RefreshEndFixed && grant.Refresh != IssuedToken.None
                ? grant.Refresh.EndsAt
                : now.AddSeconds(grant.RefreshSeconds);
        grant.PreviousAccess = grant.Access;
        grant.SpentRefresh = grant.Refresh;
        grant.Access = new($"act.{RandomText.Of(48)}!{RandomText.Of(4)}.e1", now.AddSeconds(grant.AccessSeconds));
        grant.Refresh = new($"rft.{RandomText.Of(48)}!{RandomText.Of(4)}.e1", refreshEnd);
        grant.Rotations += grant.SpentRefresh == IssuedToken.None ? 0 : 1;
        grant.RotatedAt = now;

        byAccess[grant.Access.Value] = grant;
        byRefresh[grant.Refresh.Value] = grant;
    }

    private TokenPair Pair(Grant grant)
    {
        var now = clock.GetUtcNow();
        return new(
            grant.Access.Value,
            (long)Math.Ceiling((grant.Access.EndsAt - now).TotalSeconds),
            grant.User.OpenId,
            grant.Refresh.Value,
            (long)Math.Ceiling((grant.Refresh.EndsAt - now).TotalSeconds),
            string.Join(',', grant.Scopes)
        );
    }
}
