using System.Collections.Concurrent;
using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.OAuth;

namespace Crm.ProviderSimulator.LinkedIn.Login;

/// <summary>What a member gave an app. The refresh token ends a year after the first grant, however often it is used.</summary>
internal sealed class MemberGrant(
    string clientId,
    LinkedInMember member,
    IReadOnlyList<string> scopes,
    DateTimeOffset authorizedAt
)
{
    public static readonly TimeSpan RefreshLife = TimeSpan.FromDays(365);

    public string ClientId => clientId;

    public LinkedInMember Member => member;

    public IReadOnlyList<string> Scopes => scopes;

    public DateTimeOffset AuthorizedAt => authorizedAt;

    public DateTimeOffset RefreshEndsAt => authorizedAt + RefreshLife;

    public bool Revoked { get; set; }
}

internal sealed record MemberToken(MemberGrant Grant, DateTimeOffset CreatedAt, DateTimeOffset EndsAt);

internal sealed record LinkedInCode(MemberGrant Grant, string RedirectUri);

internal sealed class MemberTokens
{
    public const string DemoToken = "li_demo_access_token";

    /// <summary>Tokens do not fit into short columns.</summary>
    private const int TokenLength = 700;

    private static readonly TimeSpan AccessLife = TimeSpan.FromDays(60);

    private readonly TimeProvider clock;
    private readonly ConcurrentDictionary<string, MemberToken> access = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, MemberGrant> refresh = new(StringComparer.Ordinal);

    public MemberTokens(TimeProvider clock)
    {
        this.clock = clock;
        Codes = new(clock);
        Seed();
    }

    public IssuedCodes<LinkedInCode> Codes { get; }

    public int Alive => access.Values.Count(token => !token.Grant.Revoked && token.EndsAt > clock.GetUtcNow());

    public MemberGrant NewGrant(string clientId, LinkedInMember member, IReadOnlyList<string> scopes) =>
        new(clientId, member, scopes, clock.GetUtcNow());

    public string IssueAccess(MemberGrant grant)
    {
        var token = $"AQX{RandomText.Of(TokenLength)}";
        Plant(token, grant, AccessLife);
        return token;
    }

    public string IssueRefresh(MemberGrant grant)
    {
        var token = $"AQW{RandomText.Of(TokenLength)}";
        refresh[token] = grant;
        return token;
    }

    public void Plant(string token, MemberGrant grant, TimeSpan? life = null)
    {
        var now = clock.GetUtcNow();
        access[token] = new(grant, now, now + (life ?? AccessLife));
    }

    public MemberToken? Find(string? token) => token is null ? null : access.GetValueOrDefault(token);

    public MemberGrant? FindByRefresh(string token) =>
        refresh.TryGetValue(token, out var grant) && !grant.Revoked && grant.RefreshEndsAt > clock.GetUtcNow()
            ? grant
            : null;

    public long SecondsUntil(DateTimeOffset end) => (long)Math.Ceiling((end - clock.GetUtcNow()).TotalSeconds);

    public bool HasEnded(MemberToken token) => token.EndsAt <= clock.GetUtcNow();

    public int Revoke(string memberSub)
    {
        var hit = access
            .Values.Select(token => token.Grant)
            .Concat(refresh.Values)
            .Distinct()
            .Where(grant => grant.Member.Sub == memberSub && !grant.Revoked)
            .ToList();
        hit.ForEach(grant => grant.Revoked = true);
        return hit.Count;
    }

    public void ExpireAccess(string? memberSub)
    {
        foreach (var (value, token) in access)
        {
            if (memberSub is null || token.Grant.Member.Sub == memberSub)
            {
                access[value] = token with { EndsAt = clock.GetUtcNow() };
            }
        }
    }

    public void Reset()
    {
        access.Clear();
        refresh.Clear();
        Codes.Reset();
        Seed();
    }

    private void Seed() =>
        Plant(
            DemoToken,
            NewGrant(
                LinkedInState.DemoClientId,
                LinkedInMember.Find(LinkedInMember.DemoSub)!,
                [.. LinkedInScopes.All.Keys]
            )
        );
}
