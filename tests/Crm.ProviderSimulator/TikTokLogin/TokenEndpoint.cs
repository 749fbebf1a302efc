using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.TikTokLogin.Consent;

namespace Crm.ProviderSimulator.TikTokLogin;

internal sealed class TokenEndpoint(
    LoginClients clients,
    LoginCodes codes,
    Grants grants,
    CallCounts calls,
    OAuthErrors errors
)
{
    public const string Path = "/v2/oauth/token/";

    public async Task<IResult> ExchangeAsync(HttpContext context)
    {
        var (form, client, refusal) = await OAuthForm.ReadAsync(context, clients, errors);
        if (refusal is not null)
        {
            return refusal;
        }

        var grantType = form["grant_type"];
        calls.Count($"{Path} {grantType}");
        return grantType switch
        {
            "authorization_code" => FromCode(context, form, client),
            "refresh_token" => FromRefresh(context, form, client),
            null => errors.Refuse(context, "invalid_request", "Grant type is missing.", "grant_type is missing"),
            _ => errors.Refuse(context, "unsupported_grant_type", "Unsupported grant type.", "unknown grant_type"),
        };
    }

    private IResult FromCode(HttpContext context, OAuthForm form, LoginClient client)
    {
        if (form["code"] is not { } text || form["redirect_uri"] is not { } redirectUri)
        {
            return errors.Refuse(
                context,
                "invalid_request",
                "The request parameters are malformed.",
                "code or redirect_uri is missing"
            );
        }

        if (codes.Take(text) is not { } code || code.Request.Client.Key != client.Key)
        {
            return errors.Refuse(
                context,
                "invalid_grant",
                "Authorization code is expired.",
                "the code is unknown (encoded twice?), used, expired or of another client"
            );
        }

        if (code.Request.RedirectUri != redirectUri)
        {
            return errors.Refuse(
                context,
                "invalid_request",
                "Redirect_uri is not matched with the uri when requesting code.",
                "redirect_uri differs from the one of the authorize call"
            );
        }

        return Proves(form["code_verifier"], code.Request.Challenge, client)
            ? Answer(grants.Issue(new(code.User, client.Key, code.Scopes, client.AccessSeconds, client.RefreshSeconds)))
            : errors.Refuse(
                context,
                "invalid_request",
                "Code verifier or code challenge is invalid.",
                $"the verifier does not match the challenge in the encoding of a {client.Platform} app"
            );
    }

    private IResult FromRefresh(HttpContext context, OAuthForm form, LoginClient client)
    {
        if (form["refresh_token"] is not { } token)
        {
            return errors.Refuse(
                context,
                "invalid_request",
                "The request parameters are malformed.",
                "refresh_token is missing"
            );
        }

        var (pair, reason) = grants.Refresh(token, client.Key);
        return pair is null
            ? errors.Refuse(context, "invalid_grant", "Refresh token is invalid or expired.", reason)
            : Answer(pair);
    }

    private static bool Proves(string? verifier, string? challenge, LoginClient client) =>
        challenge is null
            ? verifier is null
            : verifier is not null && Pkce.Verifies(verifier, challenge, client.Platform);

    private static IResult Answer(TokenPair pair) => Results.Json(pair, ControlJson.Provider);
}
