using Crm.ProviderSimulator.Control;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Crm.ProviderSimulator.TikTokLogin.Consent;

/// <summary>What the user decides.</summary>
/// <param name="Scopes">What stays ticked; everything asked for when absent.</param>
internal sealed record LoginConsent(Uri AuthorizationUrl, bool Allow, IReadOnlyList<string>? Scopes, string? OpenId);

internal sealed class ConsentEndpoints(LoginClients clients, LoginUsers users, LoginCodes codes, RefusalLog refusals)
{
    public const string Path = "/v2/auth/authorize";

    public IResult Show(HttpContext context)
    {
        var (request, problem) = AuthorizeRequest.Read(Parameters(context.Request.QueryString.Value), clients);
        return request is null
            ? ErrorPage(context, problem)
            : Html.Page(ConsentPage.Render(request, users.First(12), context.Request.QueryString.Value!));
    }

    /// <summary>The page's form comes back to the same query, which is checked again.</summary>
    public async Task<IResult> SubmitAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (redirect, problem) = Decide(
            Parameters(context.Request.QueryString.Value),
            form["decision"] == "allow",
            [.. form["scope"].OfType<string>()],
            form["open_id"]
        );
        return redirect is null ? ErrorPage(context, problem) : Results.Redirect(redirect);
    }

    /// <summary>For tests without a browser: the same checks, the redirect as an answer.</summary>
    public IResult Consent(HttpContext context, LoginConsent consent)
    {
        var onAuthorizePage = consent.AuthorizationUrl.AbsolutePath.TrimEnd('/') == Path;
        var (redirect, problem) = onAuthorizePage
            ? Decide(Parameters(consent.AuthorizationUrl.Query), consent.Allow, consent.Scopes, consent.OpenId)
            : (null, $"the authorization URL does not lead to {Path}/");
        if (redirect is not null)
        {
            return Results.Ok(new { RedirectUrl = redirect });
        }

        refusals.Add(context, "authorize", problem);
        return Results.BadRequest(new { Error = problem });
    }

    private (string? Redirect, string Problem) Decide(
        Dictionary<string, StringValues> query,
        bool allow,
        IReadOnlyList<string>? ticked,
        string? openId
    )
    {
        var (request, problem) = AuthorizeRequest.Read(query, clients);
        if (request is null)
        {
            return (null, problem);
        }

        var user = users.Find(string.IsNullOrEmpty(openId) ? LoginUsers.DemoOpenId : openId);
        if (user is null)
        {
            return (null, "no such TikTok user");
        }

        var granted = ticked is null ? request.Scopes : [.. request.Scopes.Where(ticked.Contains)];
        var answer =
            allow && granted.Count > 0
                ? new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["code"] = codes.Issue(request, user, granted),
                    ["scopes"] = string.Join(',', granted),
                    ["state"] = request.State,
                }
                : new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["error"] = "access_denied",
                    ["error_description"] = "The user denied your request",
                    ["state"] = request.State,
                };
        var escaped = answer.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value!)}");
        return ($"{request.RedirectUri}?{string.Join('&', escaped)}", "");
    }

    private IResult ErrorPage(HttpContext context, string problem)
    {
        refusals.Add(context, "authorize", problem);
        return Html.Page(Html.Refused("TikTok", problem), StatusCodes.Status400BadRequest);
    }

    private static Dictionary<string, StringValues> Parameters(string? query) => QueryHelpers.ParseQuery(query);
}
