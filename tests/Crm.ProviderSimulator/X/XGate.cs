using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.X.OAuth1;
using Crm.ProviderSimulator.X.OAuth2;

namespace Crm.ProviderSimulator.X;

/// <summary>What every call of the API passes: signature or bearer, rate limit, credits, permission, scopes.</summary>
internal sealed class XGate(
    OAuth1Check oauth1,
    UserTokens tokens,
    XGrants grants,
    XApps apps,
    RateLimits limits,
    Switches<XSettings> settings,
    XProblems problems
)
{
    private const string Bearer = "Bearer ";
    private const string NotPermitted = "You are not permitted to perform this action.";

    public async Task<(XCaller? Caller, IResult? Refusal)> EnterAsync(HttpContext context, XCall call)
    {
        var (caller, reason) = await CallerAsync(context);
        if (caller is null)
        {
            limits.Show(context, call);
            return (null, problems.Unauthorized(context, reason));
        }

        var refusal = Throttled(context, call, caller) ?? Unpaid(context) ?? Unpermitted(context, call, caller);
        return refusal is null ? (caller, null) : (null, refusal);
    }

    private async Task<(XCaller? Caller, string Reason)> CallerAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.Ordinal))
        {
            var (request, failure) = await oauth1.VerifyAsync(context, tokens.SecretOf);
            return request is not null && tokens.Find(request.Token) is { } token
                ? (new(request.App, token.User, token.CanWrite, Scopes: null), "")
                : (null, failure?.Reason ?? "the token was revoked meanwhile");
        }

        var (grant, reason) = grants.FindByAccess(header[Bearer.Length..]);
        return grant is not null ? (new(grant.App, grant.User, CanWrite: true, grant.Scopes), "")
            : apps.FindByBearer(header[Bearer.Length..]) is { } app ? (new(app, User: null, CanWrite: false, []), "")
            : (null, reason);
    }

    private IResult? Throttled(HttpContext context, XCall call, XCaller caller) =>
        !limits.Take(context, call, caller.Name)
            ? Refuse429(context, "rate-limit-exceeded", "more calls than the window allows")
        : call == XCall.CreatePost && !limits.TakeDaily(context, caller.App)
            ? Refuse429(context, "usage-capped", "more posts of the app than a day allows")
        : null;

    private IResult Refuse429(HttpContext context, string type, string reason) =>
        problems.Refuse(context, 429, type, "Too Many Requests", "Too Many Requests", reason);

    private IResult? Unpaid(HttpContext context) =>
        settings.Current.CreditsDepleted
            ? problems.Refuse(
                context,
                402,
                "credits",
                "CreditsDepleted",
                "Your enrolled account does not have any credits to fulfill this request.",
                "the 402 switch is on"
            )
            : null;

    private IResult? Unpermitted(HttpContext context, XCall call, XCaller caller) =>
        caller.User is null && !call.AppMayCall
            ? problems.Refuse(
                context,
                403,
                "unsupported-authentication",
                "Unsupported Authentication",
                "Authenticating with OAuth 2.0 Application-Only is forbidden for this endpoint. "
                    + "Supported authentication types are [OAuth 1.0a User Context, OAuth 2.0 User Context].",
                "a bearer token of the app alone"
            )
        : caller.Scopes is null && call.Writes && !caller.CanWrite
            ? problems.Refuse(
                context,
                403,
                "oauth1-permissions",
                "Forbidden",
                "Your client app is not configured with the appropriate oauth1 app permissions for this endpoint.",
                "the token was minted with read permission"
            )
        : caller is { User: not null, Scopes: not null }
        && call.Scopes.FirstOrDefault(scope => !caller.Scopes.Contains(scope)) is { } missing
            ? problems.Forbidden(context, NotPermitted, $"the token lacks {missing}")
        : null;
}
