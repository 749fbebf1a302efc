using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.OAuth;

namespace Crm.ProviderSimulator.LinkedIn.Login;

/// <summary>Tokens from codes, what a token is worth, and its end.</summary>
internal sealed class LinkedInTokens(LinkedInState state, MemberTokens tokens, CallCounts calls, TokenRefusals refusals)
{
    public const string Path = "/www.linkedin.com/oauth/v2/accessToken";

    public async Task<IResult> ExchangeAsync(HttpContext context)
    {
        var (form, refusal) = await ReadAsync(context);
        if (form is null)
        {
            return refusal!;
        }

        var grantType = form["grant_type"];
        calls.Count($"{Path} {grantType}");
        return grantType switch
        {
            "authorization_code" => FromCode(context, form),
            "refresh_token" => FromRefresh(context, form),
            _ => refusals.InvalidRequest(context, "grant_type is missing or unknown"),
        };
    }

    /// <summary>A token of another app is as good as none.</summary>
    public async Task<IResult> IntrospectAsync(HttpContext context)
    {
        var (form, refusal) = await ReadAsync(context);
        if (form is null)
        {
            return refusal!;
        }

        if (form["token"] is not { } text)
        {
            return refusals.InvalidRequest(context, "token is missing");
        }

        if (tokens.Find(text) is not { } token || token.Grant.ClientId != form.Client.Id)
        {
            return Results.Json(new { Active = false }, ControlJson.Provider);
        }

        var status =
            token.Grant.Revoked ? "revoked"
            : tokens.HasEnded(token) ? "expired"
            : "active";
        return Results.Json(
            new
            {
                Active = status == "active",
                token.Grant.ClientId,
                AuthorizedAt = token.Grant.AuthorizedAt.ToUnixTimeSeconds(),
                CreatedAt = token.CreatedAt.ToUnixTimeSeconds(),
                ExpiresAt = token.EndsAt.ToUnixTimeSeconds(),
                Status = status,
                Scope = string.Join(',', token.Grant.Scopes),
                AuthType = "3L",
            },
            ControlJson.Provider
        );
    }

    public async Task<IResult> RevokeAsync(HttpContext context)
    {
        var (form, refusal) = await ReadAsync(context);
        if (form is null)
        {
            return refusal!;
        }

        if (tokens.Find(form["token"]) is not { } token || token.Grant.ClientId != form.Client.Id)
        {
            return refusals.InvalidRequest(context, "token is missing, unknown or of another client");
        }

        token.Grant.Revoked = true;
        return Results.Ok();
    }

    private Task<(TokenForm? Form, IResult? Refusal)> ReadAsync(HttpContext context) =>
        TokenForm.ReadAsync(context, id => state.Apps.GetValueOrDefault(id)?.Client, refusals);

    private IResult FromCode(HttpContext context, TokenForm form)
    {
        if (form["code"] is not { } text || form["redirect_uri"] is not { } redirectUri)
        {
            return refusals.InvalidRequest(context, "code or redirect_uri is missing");
        }

        if (tokens.Codes.Take(text) is not { } code || code.Grant.ClientId != form.Client.Id)
        {
            return refusals.Refuse(
                context,
                "invalid_request",
                "Unable to retrieve access token: authorization code not found",
                "the code is unknown, used, expired or of another client"
            );
        }

        return code.RedirectUri == redirectUri
            ? Answer(code.Grant, state.Apps[form.Client.Id].RefreshEnabled ? tokens.IssueRefresh(code.Grant) : null)
            : refusals.Refuse(
                context,
                "invalid_redirect_uri",
                "Unable to retrieve access token: redirect uri does not match",
                "redirect_uri differs from the one of the authorize call"
            );
    }

    private IResult FromRefresh(HttpContext context, TokenForm form)
    {
        if (form["refresh_token"] is not { } token)
        {
            return refusals.InvalidRequest(context, "refresh_token is missing");
        }

        return tokens.FindByRefresh(token) is { } grant && grant.ClientId == form.Client.Id
            ? Answer(grant, token)
            : refusals.Refuse(
                context,
                "invalid_grant",
                "The provided authorization grant or refresh token is invalid, expired or revoked",
                "the refresh token is unknown, expired, revoked or of another client"
            );
    }

    // Scopes come back with commas although they are asked for with spaces.
    private IResult Answer(MemberGrant grant, string? refreshToken)
    {
        var access = tokens.IssueAccess(grant);
        return Results.Json(
            new
            {
                AccessToken = access,
                ExpiresIn = tokens.SecondsUntil(tokens.Find(access)!.EndsAt),
                RefreshToken = refreshToken,
                RefreshTokenExpiresIn = refreshToken is null ? (long?)null : tokens.SecondsUntil(grant.RefreshEndsAt),
                Scope = string.Join(',', grant.Scopes),
            },
            ControlJson.Provider
        );
    }
}
