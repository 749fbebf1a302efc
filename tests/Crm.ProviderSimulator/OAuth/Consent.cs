using Crm.ProviderSimulator.Control;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Crm.ProviderSimulator.OAuth;

/// <summary>What the user decides.</summary>
/// <param name="Scopes">What stays ticked; everything asked for when absent.</param>
/// <param name="User">Who decides; the first demo user when absent.</param>
internal sealed record ConsentOrder(
    Uri AuthorizationUrl,
    bool Allow,
    IReadOnlyList<string>? Scopes = null,
    string? User = null
);

internal sealed record ConsentUser(string Id, string Name);

/// <summary>The page on which a user lets an app in, and the same decision without a browser.</summary>
internal abstract class Consent(RefusalLog refusals)
{
    public abstract string Path { get; }

    public abstract string Provider { get; }

    /// <summary>Every scope with the words the page uses.</summary>
    public abstract IReadOnlyDictionary<string, string> Scopes { get; }

    /// <summary>Whether a user may untick what is asked for.</summary>
    public abstract bool ScopesCanBeUnticked { get; }

    public abstract IReadOnlyList<ConsentUser> Users { get; }

    public IResult Show(HttpContext context)
    {
        var (query, problem) = Read(QueryHelpers.ParseQuery(context.Request.QueryString.Value));
        return query is null
            ? ErrorPage(context, problem)
            : Html.Page(ConsentPage.Render(this, query, context.Request.QueryString.Value!));
    }

    /// <summary>The page's form comes back to the same query, which is checked again.</summary>
    public async Task<IResult> SubmitAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (redirect, problem) = Decide(
            QueryHelpers.ParseQuery(context.Request.QueryString.Value),
            form["decision"] == "allow",
            ScopesCanBeUnticked ? [.. form["scope"].OfType<string>()] : null,
            form["user"]
        );
        return redirect is null ? ErrorPage(context, problem) : Results.Redirect(redirect);
    }

    public IResult Order(HttpContext context, ConsentOrder order)
    {
        var (redirect, problem) = order.AuthorizationUrl.AbsolutePath.EndsWith(
            Path[Path.IndexOf('/', 1)..],
            StringComparison.Ordinal
        )
            ? Decide(QueryHelpers.ParseQuery(order.AuthorizationUrl.Query), order.Allow, order.Scopes, order.User)
            : (null, $"the authorization URL does not lead to {Path}");
        if (redirect is not null)
        {
            return Results.Ok(new { RedirectUrl = redirect });
        }

        refusals.Add(context, "authorize", problem);
        return Results.BadRequest(new { Error = problem });
    }

    protected abstract OAuthClient? FindClient(string clientId);

    /// <summary>What this provider checks beyond the rest; null when it is fine.</summary>
    protected abstract string? Problem(AuthorizeQuery query);

    protected abstract string Allow(AuthorizeQuery query, IReadOnlyList<string> scopes, string userId);

    protected abstract string Deny(AuthorizeQuery query);

    private (AuthorizeQuery? Query, string Problem) Read(Dictionary<string, StringValues> values)
    {
        var (query, problem) = AuthorizeQuery.Read(values, FindClient, Scopes);
        return query is not null && Problem(query) is { } own ? (null, own) : (query, problem);
    }

    private (string? Redirect, string Problem) Decide(
        Dictionary<string, StringValues> values,
        bool allow,
        IReadOnlyList<string>? ticked,
        string? userId
    )
    {
        var (query, problem) = Read(values);
        if (query is null)
        {
            return (null, problem);
        }

        var user = string.IsNullOrEmpty(userId) ? Users[0] : Users.FirstOrDefault(known => known.Id == userId);
        if (user is null)
        {
            return (null, "no such user");
        }

        var granted = ticked is null ? query.Scopes : [.. query.Scopes.Where(ticked.Contains)];
        if (granted.Count != query.Scopes.Count && !ScopesCanBeUnticked)
        {
            return (null, "a user accepts all scopes or none");
        }

        return allow && granted.Count > 0 ? (Allow(query, granted, user.Id), "") : (Deny(query), "");
    }

    private IResult ErrorPage(HttpContext context, string problem)
    {
        refusals.Add(context, "authorize", problem);
        return Html.Page(Html.Refused(Provider, problem), StatusCodes.Status400BadRequest);
    }
}
