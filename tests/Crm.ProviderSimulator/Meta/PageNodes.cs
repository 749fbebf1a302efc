using Crm.ProviderSimulator.Instagram;
using Crm.ProviderSimulator.Meta.Graph;

namespace Crm.ProviderSimulator.Meta;

/// <summary>Pages as answers, with the Page tokens that only <c>me/accounts</c> hands out.</summary>
internal sealed class PageNodes(MetaState state, GraphTokens tokens, InstagramAccounts accounts, TimeProvider clock)
{
    public GraphNode Show(MetaPage page) => Node(page, token: null, tasks: null);

    /// <summary>The Pages of the person behind a user token, as far as they were ticked.</summary>
    public IResult List(GraphCall call)
    {
        if (call.Token.Kind is not (TokenKind.User or TokenKind.SystemUser))
        {
            throw new GraphRefusal(GraphError.Parameter("Tried accessing nonexisting field (accounts)"));
        }

        call.NeedsScope("pages_show_list");
        var pages = state
            .Pages.Values.Where(page => page.People.ContainsKey(call.Token.UserId))
            .Where(page => call.Token.Pages?.Contains(page.Id) ?? true)
            .OrderBy(page => page.Id, StringComparer.Ordinal)
            .Select(page => Node(page, PageToken(call.Token, page), page.People[call.Token.UserId]));
        return GraphPaging.Page(call, pages);
    }

    // From a long-lived user token the Page token has no end of its own; data access ends all the same.
    private string PageToken(GraphToken user, MetaPage page)
    {
        var known = tokens.All.FirstOrDefault(token =>
            token.Kind == TokenKind.Page
            && token.SubjectId == page.Id
            && token.UserId == user.UserId
            && token.AppId == user.AppId
            && token.IsLongLived == user.IsLongLived
            && token.Scopes.SequenceEqual(user.Scopes, StringComparer.Ordinal)
            && tokens.Problem(token) is null
        );
        return (
            known
            ?? tokens.Add(
                new(
                    GraphTokens.NewValue(TokenKind.Page),
                    TokenKind.Page,
                    user.AppId,
                    page.Id,
                    user.UserId,
                    user.Scopes,
                    clock.GetUtcNow(),
                    BusinessId: user.BusinessId,
                    IsLongLived: user.IsLongLived
                )
                {
                    ExpiresAt = user.IsLongLived ? null : user.ExpiresAt,
                    DataAccessExpiresAt = user.DataAccessExpiresAt,
                }
            )
        ).Value;
    }

    private GraphNode Node(MetaPage page, string? token, IReadOnlyList<string>? tasks) =>
        new(
            "Page",
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["id"] = page.Id,
                ["name"] = page.Name,
                ["access_token"] = token,
                ["tasks"] = tasks,
                ["category"] = "Cafe",
                ["instagram_business_account"] = accounts.Find(page.InstagramId) is { } account
                    ? new GraphNode(
                        "IGUser",
                        new Dictionary<string, object?>(StringComparer.Ordinal)
                        {
                            ["id"] = account.Id,
                            ["username"] = account.Username,
                            ["name"] = account.Name,
                            ["profile_picture_url"] = $"https://scontent.example.com/{account.Id}.jpg",
                        },
                        ["id"]
                    )
                    : null,
            },
            token is null ? ["id", "name"] : ["access_token", "category", "name", "id", "tasks"]
        );
}
