using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.X.OAuth2;

/// <summary>Tokens from codes and refresh tokens, and their end.</summary>
internal sealed class OAuth2Endpoints(
    XApps apps,
    XCodes codes,
    XGrants grants,
    RateLimits limits,
    CallCounts calls,
    XProblems problems
)
{
    public const string TokenPath = "/2/oauth2/token";

    // Also what a spent refresh token gets: not invalid_grant.
    private const string InvalidToken = "Value passed for the token was invalid.";

    public async Task<IResult> TokenAsync(HttpContext context)
    {
        var (form, refusal) = await OAuth2Form.ReadAsync(context, apps, limits, problems);
        if (form is null)
        {
            return refusal!;
        }

        var grantType = form["grant_type"];
        calls.Count($"{TokenPath} {grantType}");
        return grantType switch
        {
            "authorization_code" => FromCode(context, form),
            "refresh_token" => FromRefresh(context, form),
            null => Invalid(context, "Missing required parameter [grant_type].", "grant_type is missing"),
            _ => problems.OAuth2(context, "unsupported_grant_type", "Unsupported grant type.", "unknown grant_type"),
        };
    }

    public async Task<IResult> RevokeAsync(HttpContext context)
    {
        var (form, refusal) = await OAuth2Form.ReadAsync(context, apps, limits, problems);
        if (form is null)
        {
            return refusal!;
        }

        return form["token"] is not { } token
                ? Invalid(context, "Missing required parameter [token].", "token is missing")
            : grants.Revoke(token, form.App) ? Results.Json(new { Revoked = true }, ControlJson.Provider)
            : Invalid(context, InvalidToken, "unknown token, or one of another client");
    }

    private IResult FromCode(HttpContext context, OAuth2Form form)
    {
        var missing = ((string[])["code", "redirect_uri", "code_verifier"]).FirstOrDefault(name => form[name] is null);
        if (missing is not null)
        {
            return Invalid(context, $"Missing required parameter [{missing}].", $"{missing} is missing");
        }

        if (codes.Take(form["code"]!) is not { } code || code.Request.App.ClientId != form.App.ClientId)
        {
            return Invalid(
                context,
                "Value passed for the authorization code was invalid.",
                "the code is unknown, used, older than its seconds or of another client"
            );
        }

        if (code.Request.RedirectUri != form["redirect_uri"])
        {
            return Invalid(
                context,
                "Value passed for the redirect uri did not match the uri of the authorization code.",
                "redirect_uri is not the one of the authorize page"
            );
        }

        return Pkce.Verifies(form["code_verifier"]!, code.Request.Challenge, code.Request.ChallengeMethod)
            ? Results.Json(grants.Issue(new(form.App, code.User, code.Scopes)), ControlJson.Provider)
            : Invalid(
                context,
                "Value passed for the code verifier did not match the code challenge.",
                "code_verifier does not belong to the challenge"
            );
    }

    private IResult FromRefresh(HttpContext context, OAuth2Form form)
    {
        if (form["refresh_token"] is not { } token)
        {
            return Invalid(context, "Missing required parameter [refresh_token].", "refresh_token is missing");
        }

        var (answer, reason) = grants.Refresh(token, form.App);
        return answer is null ? Invalid(context, InvalidToken, reason) : Results.Json(answer, ControlJson.Provider);
    }

    private IResult Invalid(HttpContext context, string description, string reason) =>
        problems.OAuth2(context, "invalid_request", description, reason);
}
