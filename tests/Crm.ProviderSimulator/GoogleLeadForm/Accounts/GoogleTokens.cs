using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.OAuth;

namespace Crm.ProviderSimulator.GoogleLeadForm.Accounts;

internal sealed class GoogleTokens(GoogleGrants grants, CallCounts calls, TokenRefusals refusals)
{
    public const string Path = "/oauth2.googleapis.com/token";

    public async Task<IResult> ExchangeAsync(HttpContext context)
    {
        var (form, refusal) = await TokenForm.ReadAsync(context, id => grants.Clients.GetValueOrDefault(id), refusals);
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
            _ => refusals.Refuse(
                context,
                "unsupported_grant_type",
                $"Invalid grant_type: {grantType}",
                "grant_type is missing or unknown"
            ),
        };
    }

    /// <summary>Ends the grant behind a token, which stands in the query or in the form.</summary>
    public async Task<IResult> RevokeAsync(HttpContext context)
    {
        var token = context.Request.Query["token"].ToString();
        if (token.Length == 0 && context.Request.HasFormContentType)
        {
            token = (await context.Request.ReadFormAsync(context.RequestAborted))["token"].ToString();
        }

        if ((grants.FindByRefresh(token) ?? grants.FindByAccess(token)) is not { } grant)
        {
            return refusals.Refuse(context, "invalid_token", "Token expired or revoked", "unknown or dead token");
        }

        grants.Revoke(grant.UserId, grant.ClientId);
        return Results.Ok();
    }

    private IResult FromCode(HttpContext context, TokenForm form)
    {
        if (form["code"] is not { } text || form["redirect_uri"] is not { } redirectUri)
        {
            return refusals.InvalidRequest(context, "code or redirect_uri is missing");
        }

        if (grants.Codes.Take(text) is not { } code || code.Grant.ClientId != form.Client.Id)
        {
            return refusals.Refuse(
                context,
                "invalid_grant",
                "Bad Request",
                "the code is unknown, used, expired or of another client"
            );
        }

        if (code.RedirectUri != redirectUri)
        {
            return refusals.Refuse(
                context,
                "redirect_uri_mismatch",
                "Bad Request",
                "redirect_uri differs from the one of the authorize call"
            );
        }

        return Proves(form["code_verifier"], code.Challenge)
            ? Answer(code.Grant, code.WithRefreshToken ? grants.IssueRefresh(code.Grant) : null)
            : refusals.Refuse(
                context,
                "invalid_grant",
                "Invalid code verifier.",
                "the verifier does not match the challenge"
            );
    }

    private IResult FromRefresh(HttpContext context, TokenForm form)
    {
        if (form["refresh_token"] is not { } token)
        {
            return refusals.InvalidRequest(context, "refresh_token is missing");
        }

        return grants.FindByRefresh(token) is { } grant && grant.ClientId == form.Client.Id
            ? Answer(grant, refreshToken: null)
            : refusals.Refuse(
                context,
                "invalid_grant",
                "Token has been expired or revoked.",
                "the refresh token is unknown, expired, revoked or of another client"
            );
    }

    private IResult Answer(GoogleGrant grant, string? refreshToken) =>
        Results.Json(
            new
            {
                AccessToken = grants.IssueAccess(grant),
                ExpiresIn = GoogleGrants.AccessSeconds,
                RefreshToken = refreshToken,
                Scope = string.Join(' ', grant.Scopes),
                TokenType = "Bearer",
            },
            ControlJson.Provider
        );

    private static bool Proves(string? verifier, string? challenge) =>
        challenge is null
            ? verifier is null
            : verifier is not null
                && challenge == Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
}
