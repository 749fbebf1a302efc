using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.X.OAuth1;
using Crm.ProviderSimulator.X.OAuth2;
using Crm.ProviderSimulator.X.Posts;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.ProviderSimulator.X;

/// <summary>An app as a test wants it. What is absent stays as it was, or is made up.</summary>
/// <param name="AccessToken">With its secret: the user's OAuth 1.0a token, minted with the app's permission of now unless it is known.</param>
/// <param name="Public">A client without a secret.</param>
/// <param name="Access"><c>read</c> or <c>write</c></param>
internal sealed record XAppChange(
    string? ApiSecret,
    string? AccessToken,
    string? AccessTokenSecret,
    string? BearerToken,
    string? ClientId,
    string? ClientSecret,
    IReadOnlyList<string>? RedirectUris,
    string? Access,
    string? Name,
    string? UserId,
    bool Public = false
);

internal sealed record XUserChange(string Username, string Name, bool Verified = false);

/// <summary>What the user decides on either page.</summary>
/// <param name="Scopes">OAuth 2: what stays ticked; everything asked for when absent.</param>
internal sealed record XConsent(Uri AuthorizationUrl, bool Allow, IReadOnlyList<string>? Scopes, string? UserId);

internal sealed record XTokenChange(string Token);

internal sealed record XAccessChange(string Token, bool ReadOnly);

internal sealed record XPostOrder(string Text);

internal sealed record XState(IReadOnlyList<string> Apps, int Users, int UserTokens, int AccessTokensAlive, int Posts);

/// <summary>What tests may do to X's side behind the client's back.</summary>
internal sealed class XControl(
    XApps apps,
    XUsers users,
    UserTokens tokens,
    XGrants grants,
    PostStore posts,
    OAuth1Consent consent1,
    OAuth2Consent consent2,
    RefusalLog refusals
)
{
    public XState State() =>
        new(
            [.. apps.All.Select(app => app.ApiKey)],
            users.All.Count,
            tokens.Alive,
            grants.AccessTokensAlive,
            posts.Count
        );

    public IResult PutApp(string apiKey, XAppChange change)
    {
        var user = users.Find(change.UserId ?? XUsers.DemoId);
        if (change.Access is not (null or "read" or "write") || user is null)
        {
            return Results.BadRequest(new { Error = "access is read or write; userId is a known user" });
        }

        if (change.AccessToken is null != change.AccessTokenSecret is null)
        {
            return Results.BadRequest(new { Error = "accessToken and accessTokenSecret go together" });
        }

        var old = apps.Find(apiKey);
        var app = new XApp(
            apiKey,
            change.ApiSecret ?? old?.ApiSecret ?? RandomText.Of(50),
            change.BearerToken ?? old?.BearerToken ?? RandomText.Of(100),
            change.ClientId ?? old?.ClientId ?? RandomText.Of(34),
            change.Public ? null : change.ClientSecret ?? old?.ClientSecret ?? RandomText.Of(50),
            change.RedirectUris ?? old?.RedirectUris ?? [],
            change.Access is null ? old?.CanWrite ?? true : change.Access == "write",
            change.Name ?? old?.Name ?? apiKey
        );
        apps.Put(app);
        if (change.AccessToken is { } token)
        {
            var canWrite = tokens.Find(token)?.CanWrite ?? app.CanWrite;
            tokens.Put(new(token, change.AccessTokenSecret!, apiKey, user, canWrite));
        }

        return Results.Ok(app);
    }

    public IResult PutUser(string id, XUserChange change) =>
        id.Length <= 19 && id.All(char.IsAsciiDigit)
            ? Results.Ok(users.Put(new(id, change.Username, change.Name, change.Verified)))
            : Results.BadRequest(new { Error = "an id has 1 to 19 digits" });

    /// <summary>For tests without a browser: the checks of the page that the URL leads to, the redirect as an answer.</summary>
    public IResult Consent(HttpContext context, XConsent consent)
    {
        var url = consent.AuthorizationUrl;
        var (redirect, problem) = url.AbsolutePath switch
        {
            OAuth2Consent.Path => consent2.Decide(url.Query, consent.Allow, consent.Scopes, consent.UserId),
            OAuth1Consent.Authorize or OAuth1Consent.Authenticate => consent1.Decide(
                QueryHelpers.ParseQuery(url.Query).GetValueOrDefault("oauth_token"),
                consent.Allow,
                consent.UserId
            ),
            _ => (null, "the authorization URL leads to neither of X's pages"),
        };
        if (redirect is not null)
        {
            return Results.Ok(new { RedirectUrl = redirect });
        }

        refusals.Add(context, "authorize", problem);
        return Results.BadRequest(new { Error = problem });
    }

    public IResult Revoke(XTokenChange change) =>
        tokens.Revoke(change.Token) || grants.Revoke(change.Token) ? Results.NoContent() : Unknown();

    public IResult Expire(XTokenChange change) => grants.Expire(change.Token) ? Results.NoContent() : Unknown();

    public IResult SetAccess(XAccessChange change)
    {
        if (tokens.Find(change.Token) is not { } token)
        {
            return Unknown();
        }

        tokens.Put(token with { CanWrite = !change.ReadOnly });
        return Results.NoContent();
    }

    public IResult Posts(string id) => users.Find(id) is null ? Unknown() : Results.Ok(posts.Of(id));

    /// <summary>The user posts by hand.</summary>
    public IResult AddPost(string id, XPostOrder order) =>
        users.Find(id) is not { } user ? Unknown()
        : posts.TryAdd(user, order.Text, []) is { } post ? Results.Ok(post)
        : Results.BadRequest(new { Error = "the user has a post of the same text" });

    /// <summary>People have seen and liked it.</summary>
    public IResult SetMetrics(string postId, PostMetrics metrics)
    {
        if (posts.Find(postId) is not { } post)
        {
            return Unknown();
        }

        post.Metrics = metrics;
        return Results.Ok(post);
    }

    /// <summary>The user deletes it by hand.</summary>
    public IResult DeletePost(string postId) =>
        posts.Find(postId) is { } post ? Results.Ok(posts.Delete(post)) : Unknown();

    private static IResult Unknown() => Results.BadRequest(new { Error = "no such token or user" });
}
