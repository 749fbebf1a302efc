using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.X.OAuth1;

/// <summary>The second leg: the page where a user signs in and agrees.</summary>
internal sealed class OAuth1Consent(RequestTokens requests, XUsers users, RefusalLog refusals)
{
    public const string Authorize = "/oauth/authorize";
    public const string Authenticate = "/oauth/authenticate";

    public IResult Show(HttpContext context)
    {
        var (token, problem) = Read(context.Request.Query["oauth_token"]);
        return token is null
            ? ErrorPage(context, problem)
            : Html.Page(
                ConsentPage.Render(
                    token.App.Name,
                    token.Callback,
                    [(token.CanWrite ? "Read and post for you" : "Read what you can see", null)],
                    users.All,
                    context.Request.Path + context.Request.QueryString
                )
            );
    }

    /// <summary>The page's form comes back to the same query, which is checked again.</summary>
    public async Task<IResult> SubmitAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (redirect, problem) = Decide(
            context.Request.Query["oauth_token"],
            form["decision"] == "allow",
            form["user_id"]
        );
        return redirect is null ? ErrorPage(context, problem) : Results.Redirect(redirect);
    }

    public (string? Redirect, string Problem) Decide(string? oauthToken, bool allow, string? userId)
    {
        var (token, problem) = Read(oauthToken);
        if (token is null)
        {
            return (null, problem);
        }

        if (users.Find(string.IsNullOrEmpty(userId) ? XUsers.DemoId : userId) is not { } user)
        {
            return (null, "no such user of X");
        }

        var answer = allow
            ? $"oauth_token={token.Value}&oauth_verifier={requests.Agree(token, user)}"
            : $"denied={token.Value}";
        if (!allow)
        {
            requests.Take(token.Value);
        }

        var joint = token.Callback.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        return ($"{token.Callback}{joint}{answer}", "");
    }

    private (RequestToken? Token, string Problem) Read(string? oauthToken) =>
        requests.Find(oauthToken) is not { } token ? (null, "oauth_token is missing, unknown, used or expired")
        : token.User is not null ? (null, "a user has agreed to this oauth_token already")
        : (token, "");

    private IResult ErrorPage(HttpContext context, string problem)
    {
        refusals.Add(context, "authorize", problem);
        return Html.Page(Html.Refused("X", problem), StatusCodes.Status400BadRequest);
    }
}
