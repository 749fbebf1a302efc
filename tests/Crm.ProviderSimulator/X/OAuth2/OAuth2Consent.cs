using Crm.ProviderSimulator.Control;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Crm.ProviderSimulator.X.OAuth2;

/// <summary>The page where a user agrees to the scopes.</summary>
internal sealed class OAuth2Consent(XApps apps, XUsers users, XCodes codes, RefusalLog refusals)
{
    public const string Path = "/i/oauth2/authorize";

    public IResult Show(HttpContext context)
    {
        var (request, problem) = AuthorizeRequest.Read(Parameters(context.Request.QueryString.Value), apps);
        return request is null
            ? ErrorPage(context, problem)
            : Html.Page(
                ConsentPage.Render(
                    request.App.Name,
                    request.RedirectUri,
                    [.. request.Scopes.Select(scope => (XScopes.All[scope], (string?)scope))],
                    users.All,
                    Path + context.Request.QueryString
                )
            );
    }

    /// <summary>The page's form comes back to the same query, which is checked again.</summary>
    public async Task<IResult> SubmitAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (redirect, problem) = Decide(
            context.Request.QueryString.Value,
            form["decision"] == "allow",
            [.. form["scope"].OfType<string>()],
            form["user_id"]
        );
        return redirect is null ? ErrorPage(context, problem) : Results.Redirect(redirect);
    }

    public (string? Redirect, string Problem) Decide(
        string? query,
        bool allow,
        IReadOnlyList<string>? ticked,
        string? userId
    )
    {
        var (request, problem) = AuthorizeRequest.Read(Parameters(query), apps);
        if (request is null)
        {
            return (null, problem);
        }

        if (users.Find(string.IsNullOrEmpty(userId) ? XUsers.DemoId : userId) is not { } user)
        {
            return (null, "no such user of X");
        }

        var granted = ticked is null ? request.Scopes : [.. request.Scopes.Where(ticked.Contains)];
        var answer = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["state"] = request.State,
            [allow && granted.Count > 0 ? "code" : "error"] =
                allow && granted.Count > 0 ? codes.Issue(request, user, granted) : "access_denied",
        };
        return (QueryHelpers.AddQueryString(request.RedirectUri, answer), "");
    }

    private IResult ErrorPage(HttpContext context, string problem)
    {
        refusals.Add(context, "authorize", problem);
        return Html.Page(Html.Refused("X", problem), StatusCodes.Status400BadRequest);
    }

    private static Dictionary<string, StringValues> Parameters(string? query) => QueryHelpers.ParseQuery(query);
}
