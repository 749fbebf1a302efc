using Crm.ProviderSimulator.Meta.Graph;
using Crm.ProviderSimulator.Meta.Webhooks;

namespace Crm.ProviderSimulator.Meta;

/// <summary>Users and apps: what is asked of them before it is clear which product is meant.</summary>
internal sealed class PeopleFamily(
    MetaState state,
    GraphTokens tokens,
    PageNodes pages,
    SubscriptionEdges subscriptions
) : IGraphFamily
{
    public string Provider => MetaProvider.Name;

    public bool Owns(string id) => state.Users.ContainsKey(id) || state.Apps.ContainsKey(id);

    public async Task<IResult> AnswerAsync(GraphCall call, string id, string? edge)
    {
        if (state.Apps.ContainsKey(id))
        {
            return edge == "subscriptions" ? await subscriptions.AppAsync(call, id) : throw GraphCall.UnknownEdge(edge);
        }

        if (call.Token.UserId != id)
        {
            throw call.NotFound(id, "the token belongs to another user");
        }

        return (call.Method, edge) switch
        {
            ("GET", null) => GraphGate.Ok(User(state.Users[id]).Show(call["fields"])),
            ("GET", "accounts") => pages.List(call),
            ("GET", "permissions") => Permissions(call.Token),
            ("DELETE", "permissions") => Revoke(call.Token),
            _ => throw GraphCall.UnknownEdge(edge),
        };
    }

    private static GraphNode User(MetaUser user) =>
        new(
            "User",
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["id"] = user.Id, ["name"] = user.Name },
            ["id", "name"]
        );

    private static IResult Permissions(GraphToken token)
    {
        var granted = token.Scopes.Select(scope => new { Permission = scope, Status = "granted" });
        var declined = token.Declined.Select(scope => new { Permission = scope, Status = "declined" });
        return GraphGate.Ok(new { Data = granted.Concat(declined) });
    }

    private IResult Revoke(GraphToken token)
    {
        tokens.Kill(other => other.UserId == token.UserId && other.AppId == token.AppId, 458);
        return GraphGate.Success();
    }
}
