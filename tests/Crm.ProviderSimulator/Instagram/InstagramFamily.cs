using Crm.ProviderSimulator.Meta;
using Crm.ProviderSimulator.Meta.Graph;
using Crm.ProviderSimulator.Meta.Webhooks;

namespace Crm.ProviderSimulator.Instagram;

/// <summary>Professional accounts with their containers and posts, at either host.</summary>
internal sealed class InstagramFamily(
    InstagramAccounts accounts,
    InstagramState state,
    MetaState meta,
    InstagramNodes nodes,
    ContainerEndpoint containers,
    PublishEndpoint publishing,
    SubscriptionEdges subscriptions,
    GraphUsage usage
) : IGraphFamily
{
    private static readonly string[] Fields =
    [
        "comments",
        "live_comments",
        "mentions",
        "messages",
        "message_reactions",
    ];

    public string Provider => InstagramProvider.Name;

    public bool Owns(string id) =>
        accounts.Find(id) is not null || state.Containers.ContainsKey(id) || state.Posts.ContainsKey(id);

    public async Task<IResult> AnswerAsync(GraphCall call, string id, string? edge)
    {
        var container = state.Containers.GetValueOrDefault(id);
        var post = state.Posts.GetValueOrDefault(id);
        var account = accounts.Find(container?.AccountId ?? post?.AccountId ?? id)!;
        if (!Reaches(call.Token, account))
        {
            throw call.NotFound(id, "the token does not reach this account");
        }

        Needs(call, "instagram_business_basic", "instagram_basic");
        usage.Count(
            call,
            account.Id,
            "instagram",
            state.Settings.Current.CallsPerDay,
            new(80002, "(#80002) There have been too many calls to this Instagram account.")
        );
        return (container, post) switch
        {
            ({ } found, _) => Status(call, found, edge),
            (_, { } found) when edge is null => GraphGate.Ok(InstagramNodes.Post(found).Show(call["fields"])),
            (null, null) => await AccountAsync(call, account, edge),
            _ => throw GraphCall.UnknownEdge(edge),
        };
    }

    private IResult Status(GraphCall call, Container container, string? edge)
    {
        if (edge is not null)
        {
            throw GraphCall.UnknownEdge(edge);
        }

        var answer = GraphGate.Ok(nodes.Container(container).Show(call["fields"]));
        container.Poll();
        return answer;
    }

    private async Task<IResult> AccountAsync(GraphCall call, InstagramAccount account, string? edge)
    {
        if ((call.Method, edge) is ("GET", null))
        {
            return GraphGate.Ok(nodes.Account(account, call.Host).Show(call["fields"]));
        }

        if (!account.IsProfessional)
        {
            throw InstagramErrors.Permission("the account is personal, not a professional one");
        }

        switch (call.Method, edge)
        {
            case ("GET", "media"):
                return GraphPaging.Page(call, state.PostsOf(account.Id).Select(InstagramNodes.Post));
            case ("GET" or "POST" or "DELETE", "subscribed_apps") when call.Host == GraphHost.Instagram:
                return await subscriptions.ObjectAsync(call, account.Id, Fields);
        }

        Needs(call, "instagram_business_content_publish", "instagram_content_publish");
        return (call.Method, edge) switch
        {
            ("POST", "media") => await containers.CreateAsync(call, account),
            ("POST", "media_publish") => publishing.Publish(call, account),
            ("GET", "content_publishing_limit") => publishing.Limit(call, account),
            _ => throw GraphCall.UnknownEdge(edge),
        };
    }

    private bool Reaches(GraphToken token, InstagramAccount account) =>
        token.Kind switch
        {
            TokenKind.Instagram => token.SubjectId == account.Id,
            TokenKind.Page => meta.Pages[token.SubjectId].InstagramId == account.Id,
            TokenKind.User => meta.Pages.Values.Any(page =>
                page.InstagramId == account.Id
                && page.People.ContainsKey(token.UserId)
                && (token.Pages?.Contains(page.Id) ?? true)
            ),
            TokenKind.SystemUser => meta.Pages.Values.Any(page =>
                page.InstagramId == account.Id && page.BusinessId == token.BusinessId
            ),
            _ => false,
        };

    private static void Needs(GraphCall call, string atInstagram, string atFacebook)
    {
        var scope = call.Host == GraphHost.Instagram ? atInstagram : atFacebook;
        if (!call.Token.Scopes.Contains(scope))
        {
            throw InstagramErrors.Permission($"the token lacks {scope}");
        }
    }
}
