using System.Collections.Concurrent;
using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.OAuth;

namespace Crm.ProviderSimulator.GoogleLeadForm.Accounts;

/// <summary>What one user gave one app.</summary>
internal sealed class GoogleGrant(string clientId, string userId, IReadOnlyList<string> scopes)
{
    public string ClientId => clientId;

    public string UserId => userId;

    public IReadOnlyList<string> Scopes => scopes;

    public bool Revoked { get; set; }
}

/// <summary>What a code stands for.</summary>
/// <param name="WithRefreshToken">Asked for offline access, and consented for the first time or once more.</param>
internal sealed record GoogleCode(GoogleGrant Grant, string RedirectUri, string? Challenge, bool WithRefreshToken);

/// <summary>Apps, consents and tokens of Google accounts. A refresh token never rotates.</summary>
internal sealed class GoogleGrants(TimeProvider clock, CrmAddress crm)
{
    public const string DemoClientId = "google-demo.apps.googleusercontent.com";
    public const string DemoSecret = "google_demo_secret";
    public const int AccessSeconds = 3599;

    private static readonly TimeSpan LifeInTesting = TimeSpan.FromDays(7);

    private readonly ConcurrentDictionary<string, (GoogleGrant Grant, DateTimeOffset EndsAt)> access = Empty();
    private readonly ConcurrentDictionary<string, (GoogleGrant Grant, DateTimeOffset EndsAt)> refresh = Empty();
    private readonly ConcurrentDictionary<(string ClientId, string UserId), bool> consented = new();

    public ConcurrentDictionary<string, OAuthClient> Clients { get; } =
        new(StringComparer.Ordinal) { [DemoClientId] = Demo(crm) };

    /// <summary>Apps that are not published: their refresh tokens die after seven days.</summary>
    public ConcurrentDictionary<string, bool> InTesting { get; } = new(StringComparer.Ordinal);

    public IssuedCodes<GoogleCode> Codes { get; } = new(clock);

    public int RefreshTokensAlive => refresh.Values.Count(Lives);

    /// <summary>True when this user lets this app in for the first time.</summary>
    public bool Consent(string clientId, string userId) => consented.TryAdd((clientId, userId), true);

    public string IssueAccess(GoogleGrant grant)
    {
        var token = $"ya29.{RandomText.Of(180)}";
        access[token] = (grant, clock.GetUtcNow().AddSeconds(AccessSeconds));
        return token;
    }

    public string IssueRefresh(GoogleGrant grant)
    {
        var token = $"1//{RandomText.Of(90)}";
        Plant(token, grant);
        return token;
    }

    /// <summary>A refresh token the client already holds.</summary>
    public void Plant(string token, GoogleGrant grant)
    {
        consented[(grant.ClientId, grant.UserId)] = true;
        refresh[token] = (
            grant,
            InTesting.ContainsKey(grant.ClientId) ? clock.GetUtcNow() + LifeInTesting : DateTimeOffset.MaxValue
        );
    }

    public GoogleGrant? FindByAccess(string token) =>
        access.TryGetValue(token, out var found) && Lives(found) ? found.Grant : null;

    public GoogleGrant? FindByRefresh(string token) =>
        refresh.TryGetValue(token, out var found) && Lives(found) ? found.Grant : null;

    /// <summary>The user removes the app; the next consent is a first one again.</summary>
    public int Revoke(string? userId, string? clientId = null)
    {
        var hit = access
            .Values.Concat(refresh.Values)
            .Select(token => token.Grant)
            .Distinct()
            .Where(grant =>
                !grant.Revoked
                && (userId is null || grant.UserId == userId)
                && (clientId is null || grant.ClientId == clientId)
            )
            .ToList();
        foreach (var grant in hit)
        {
            grant.Revoked = true;
            consented.TryRemove((grant.ClientId, grant.UserId), out _);
        }

        return hit.Count;
    }

    public void ExpireAccess()
    {
        foreach (var (token, issued) in access)
        {
            access[token] = (issued.Grant, clock.GetUtcNow());
        }
    }

    public void Reset()
    {
        access.Clear();
        refresh.Clear();
        consented.Clear();
        Codes.Reset();
        InTesting.Clear();
        Clients.Clear();
        Clients[DemoClientId] = Demo(crm);
    }

    private bool Lives((GoogleGrant Grant, DateTimeOffset EndsAt) token) =>
        !token.Grant.Revoked && token.EndsAt > clock.GetUtcNow();

    private static OAuthClient Demo(CrmAddress crm) =>
        new(DemoClientId, DemoSecret, [crm.Callback("google_ads")], "Crm Demo");

    private static ConcurrentDictionary<string, (GoogleGrant Grant, DateTimeOffset EndsAt)> Empty() =>
        new(StringComparer.Ordinal);
}
