using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.Instagram;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.ProviderSimulator.Meta.OAuth;

/// <summary>What the person decides.</summary>
/// <param name="Scopes">What stays ticked; everything asked for when absent.</param>
/// <param name="PageIds">The Pages that stay ticked; all of the person's when absent.</param>
/// <param name="SubjectId">The Facebook user, or the Instagram account at Instagram's login.</param>
internal sealed record MetaConsent(
    Uri AuthorizationUrl,
    bool Allow,
    IReadOnlyList<string>? Scopes,
    IReadOnlyList<string>? PageIds,
    string? SubjectId
);

/// <summary>Facebook's dialog and Instagram's login page.</summary>
internal sealed class DialogEndpoints(
    MetaState state,
    InstagramAccounts accounts,
    DialogCodes codes,
    RefusalLog refusals
)
{
    public const string FacebookHost = "/www.facebook.com/";
    public const string InstagramHost = "/www.instagram.com/";
    public const string InstagramPath = InstagramHost + "oauth/authorize";

    public IResult Show(HttpContext context)
    {
        var query = context.Request.QueryString.Value;
        var (request, problem) = Read(context.Request.Path, query);
        return request is null
            ? ErrorPage(context, problem)
            : Html.Page(
                DialogPage.Render(
                    request,
                    request.IsInstagram
                        ? [.. accounts.All.Select(account => (account.Id, account.Username))]
                        : [.. state.Users.Values.Select(user => (user.Id, user.Name))],
                    request.IsInstagram ? [] : [.. state.Pages.Values.Select(page => (page.Id, page.Name))],
                    context.Request.Path + query
                )
            );
    }

    public async Task<IResult> SubmitAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (redirect, problem) = Decide(
            context.Request.Path,
            context.Request.QueryString.Value,
            new(
                new("http://localhost"),
                form["decision"] == "allow",
                [.. form["scope"].OfType<string>()],
                [.. form["page"].OfType<string>()],
                form["subject"]
            )
        );
        return redirect is null ? ErrorPage(context, problem) : Results.Redirect(redirect);
    }

    /// <summary>For tests without a browser: the same checks, the redirect as an answer.</summary>
    public IResult Consent(HttpContext context, MetaConsent consent)
    {
        var url = consent.AuthorizationUrl;
        var (redirect, problem) = Decide(url.AbsolutePath, url.Query, consent);
        if (redirect is not null)
        {
            return Results.Ok(new { RedirectUrl = redirect });
        }

        refusals.Add(context, "authorize", problem);
        return Results.BadRequest(new { Error = problem });
    }

    private (string? Redirect, string Problem) Decide(string path, string? query, MetaConsent consent)
    {
        var (request, problem) = Read(path, query);
        if (request is null)
        {
            return (null, problem);
        }

        var subjectId = string.IsNullOrEmpty(consent.SubjectId)
            ? request.IsInstagram
                ? MetaState.DemoInstagram
                : MetaState.DemoUser
            : consent.SubjectId;
        if (SubjectProblem(request, subjectId) is { } unfit)
        {
            return (null, unfit);
        }

        var granted = consent.Scopes is { } ticked ? request.Scopes.Where(ticked.Contains).ToList() : request.Scopes;
        var escapedState = Uri.EscapeDataString(request.State);
        if (!consent.Allow || granted.Count == 0)
        {
            return (
                $"{request.RedirectUri}?error=access_denied&error_reason=user_denied&error_description=The+user+denied+your+request&state={escapedState}",
                ""
            );
        }

        // Both logins leave a fragment behind that some frameworks take for a part of the last value.
        var code = codes.Issue(request, subjectId, granted, consent.PageIds);
        return ($"{request.RedirectUri}?code={code}&state={escapedState}{(request.IsInstagram ? "#_" : "#_=_")}", "");
    }

    private string? SubjectProblem(DialogRequest request, string subjectId) =>
        !request.IsInstagram
            ? state.Users.ContainsKey(subjectId)
                ? null
                : "no such Facebook user"
            : accounts.Find(subjectId) is not { } account
                ? "no such Instagram account"
                : account.IsProfessional
                    ? null
                    : "only Business and Creator accounts can log in, this one is personal";

    private (DialogRequest? Request, string Problem) Read(string path, string? query)
    {
        var values = QueryHelpers.ParseQuery(query);
        if (path.TrimEnd('/') == InstagramPath)
        {
            return DialogRequest.Read(values, isInstagram: true, state);
        }

        return
            path.Split('/') is [_, "www.facebook.com", var version, "dialog", "oauth"]
            && state.Versions.Contains(version)
            ? DialogRequest.Read(values, isInstagram: false, state)
            : (null, $"the authorization URL leads neither to {InstagramPath} nor to {FacebookHost}vNN.0/dialog/oauth");
    }

    private IResult ErrorPage(HttpContext context, string problem)
    {
        refusals.Add(context, "authorize", problem);
        return Html.Page(Html.Refused("Meta", problem), StatusCodes.Status400BadRequest);
    }
}
