using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.X.OAuth1;

/// <summary>The first and the third leg, and the end of a token. Answers of the legs are form-encoded text, their errors are not.</summary>
internal sealed class ThreeLeggedEndpoints(
    OAuth1Check check,
    RequestTokens requests,
    UserTokens tokens,
    RateLimits limits,
    XProblems problems
)
{
    public async Task<IResult> RequestTokenAsync(HttpContext context)
    {
        var (request, refusal) = await EnterAsync(context, secretOf: null);
        if (request is null)
        {
            return refusal!;
        }

        if (request["oauth_callback"] is not { } callback || !request.App.AcceptsRedirect(callback))
        {
            return problems.Numbered(
                context,
                403,
                415,
                "Callback URL not approved for this client application. "
                    + "Approved callback URLs can be adjusted in your application settings",
                "oauth_callback is missing or not byte for byte a registered one"
            );
        }

        var access = request["x_auth_access_type"];
        if (access is not (null or "read" or "write"))
        {
            return problems.Numbered(context, 400, 214, "Bad request.", "x_auth_access_type is neither read nor write");
        }

        var token = requests.Issue(request.App, callback, request.App.CanWrite && access != "read");
        return Text(
            ("oauth_token", token.Value),
            ("oauth_token_secret", token.Secret),
            ("oauth_callback_confirmed", "true")
        );
    }

    public async Task<IResult> AccessTokenAsync(HttpContext context)
    {
        var (request, refusal) = await EnterAsync(context, requests.SecretOf);
        if (request is null)
        {
            return refusal!;
        }

        if (
            requests.Take(request.Token!) is not { User: { } user, Verifier: { } verifier } token
            || !SecretComparison.Same(request["oauth_verifier"], verifier)
        )
        {
            return problems.Numbered(
                context,
                401,
                32,
                "Error processing your OAuth request: Invalid oauth_verifier parameter",
                "oauth_verifier is missing or wrong, or no user has agreed"
            );
        }

        var minted = tokens.Mint(token.App, user, token.CanWrite);
        return Text(
            ("oauth_token", minted.Value),
            ("oauth_token_secret", minted.Secret),
            ("user_id", user.Id),
            ("screen_name", user.Username)
        );
    }

    public async Task<IResult> InvalidateAsync(HttpContext context)
    {
        var (request, refusal) = await EnterAsync(context, tokens.SecretOf);
        if (request is null)
        {
            return refusal!;
        }

        tokens.Revoke(request.Token!);
        return Results.Json(new { AccessToken = request.Token }, ControlJson.Provider);
    }

    private async Task<(OAuth1Request? Request, IResult? Refusal)> EnterAsync(
        HttpContext context,
        Func<string, TokenSecret?>? secretOf
    )
    {
        var (request, failure) = await check.VerifyAsync(context, secretOf);
        if (request is null)
        {
            limits.Show(context, XCall.OAuth);
            return (null, problems.Numbered(context, 401, failure!.Code, failure.Message, failure.Reason));
        }

        return limits.Take(context, XCall.OAuth, request.App.ApiKey)
            ? (request, null)
            : (null, problems.Numbered(context, 429, 88, "Rate limit exceeded", "more calls than the window allows"));
    }

    private static IResult Text(params (string Name, string Value)[] pairs) =>
        Results.Text(
            string.Join('&', pairs.Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}")),
            "text/html; charset=utf-8"
        );
}
