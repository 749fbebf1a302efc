using System.Globalization;
using Crm.ProviderSimulator.Control;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Crm.ProviderSimulator.TikTokLeadGen;

/// <summary>What the advertiser decides.</summary>
/// <param name="AdvertiserIds">What stays ticked; every advertiser when absent.</param>
internal sealed record AdvertiserConsent(
    Uri AuthorizationUrl,
    bool Allow,
    IReadOnlyList<string>? AdvertiserIds,
    IReadOnlyList<int>? Scopes
);

/// <summary>The page on which an advertiser lets the app in.</summary>
internal sealed class PortalConsent(LeadGenState state, SettingsHolder settings, RefusalLog refusals)
{
    public const string Path = "/portal/auth";

    public IResult Show(HttpContext context)
    {
        var query = context.Request.QueryString.Value;
        var (app, redirectUri, _, problem) = Read(QueryHelpers.ParseQuery(query));
        return app is null ? ErrorPage(context, problem) : Html.Page(PortalPage.Render(app, redirectUri, query!));
    }

    public async Task<IResult> SubmitAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (redirect, problem) = Decide(
            QueryHelpers.ParseQuery(context.Request.QueryString.Value),
            form["decision"] == "allow",
            [.. form["advertiser"].OfType<string>()],
            [.. form["scope"].OfType<string>().Select(scope => int.Parse(scope, CultureInfo.InvariantCulture))]
        );
        return redirect is null ? ErrorPage(context, problem) : Results.Redirect(redirect);
    }

    public IResult Consent(HttpContext context, AdvertiserConsent consent)
    {
        var (redirect, problem) =
            consent.AuthorizationUrl.AbsolutePath.TrimEnd('/') == Path
                ? Decide(
                    QueryHelpers.ParseQuery(consent.AuthorizationUrl.Query),
                    consent.Allow,
                    consent.AdvertiserIds,
                    consent.Scopes
                )
                : (null, $"the authorization URL does not lead to {Path}");
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
        IReadOnlyList<string>? advertisers,
        IReadOnlyList<int>? scopes
    )
    {
        var (app, redirectUri, authState, problem) = Read(query);
        if (app is null)
        {
            return (null, problem);
        }

        var ticked = advertisers ?? [.. Advertiser.Demo.Select(advertiser => advertiser.Id)];
        if (ticked.Any(id => Advertiser.Find(id) is null))
        {
            return (null, "no such advertiser");
        }

        var granted = scopes ?? [.. BusinessScopes.All.Keys];
        var escapedState = Uri.EscapeDataString(authState);
        if (!allow || ticked.Count == 0)
        {
            return (
                $"{redirectUri}?error=access_denied&error_description=The%20advertiser%20denied&state={escapedState}",
                ""
            );
        }

        var code = state.IssueCode(app.AppId, ticked, granted);
        var twin = settings.Current.AuthCodeAlsoAsCode ? $"&code={code}" : "";
        return ($"{redirectUri}?auth_code={code}{twin}&state={escapedState}", "");
    }

    private (BusinessApp? App, string RedirectUri, string State, string Problem) Read(
        Dictionary<string, StringValues> query
    )
    {
        string? Value(string name) => query.TryGetValue(name, out var value) && value != "" ? value.ToString() : null;

        if (query.Any(pair => pair.Value.Count > 1))
        {
            return (null, "", "", "a parameter is given more than once");
        }

        return Value("app_id") is not { } appId || !state.Apps.TryGetValue(appId, out var app)
                ? (null, "", "", "app_id is missing or unknown")
            : Value("redirect_uri") is not { } redirectUri || !app.RedirectUris.Contains(redirectUri)
                ? (null, "", "", "redirect_uri is not byte for byte a registered one")
            : Value("state") is not { } authState ? (null, "", "", "state is missing")
            : (app, redirectUri, authState, "");
    }

    private IResult ErrorPage(HttpContext context, string problem)
    {
        refusals.Add(context, "authorize", problem);
        return Html.Page(Html.Refused("TikTok for Business", problem), StatusCodes.Status400BadRequest);
    }
}
