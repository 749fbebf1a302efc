using Crm.ProviderSimulator.Meta;
using Crm.ProviderSimulator.Meta.Graph;

namespace Crm.ProviderSimulator.Instagram;

/// <summary>The last step of a post, and the quota that is enforced there.</summary>
internal sealed class PublishEndpoint(InstagramState state, MetaIds ids, TimeProvider clock)
{
    private static readonly TimeSpan QuotaWindow = TimeSpan.FromHours(24);

    public IResult Publish(GraphCall call, InstagramAccount account)
    {
        var id = call.Required("creation_id");
        if (!state.Containers.TryGetValue(id, out var container) || container.AccountId != account.Id)
        {
            throw InstagramErrors.Missing(2207006, "The media with the creation id was not found");
        }

        lock (state.Publishing)
        {
            CheckReady(container);
            if (Used(account) >= account.QuotaTotal)
            {
                throw InstagramErrors.Content(9, 2207042, "(#9) Application request limit reached");
            }

            var post = new Post(ids.Next("179"), account.Id, container.MediaType, container.Caption, clock.GetUtcNow());
            state.Posts[post.Id] = post;
            container.MediaId = post.Id;
            return GraphGate.Ok(new { post.Id });
        }
    }

    public IResult Limit(GraphCall call, InstagramAccount account)
    {
        var node = new GraphNode(
            "ContentPublishingLimit",
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["quota_usage"] = Used(account),
                ["config"] = new { QuotaTotal = account.QuotaTotal, QuotaDuration = (int)QuotaWindow.TotalSeconds },
            },
            ["quota_usage"]
        );
        return GraphGate.Ok(new { Data = new[] { node.Show(call["fields"]) } });
    }

    // A second call for one container must never make a second post: published is not ready either.
    private void CheckReady(Container container)
    {
        var status = container.Status(clock.GetUtcNow());
        if (status == "EXPIRED")
        {
            throw InstagramErrors.Missing(2207008, "The media builder with the creation id has expired");
        }

        if (status != "FINISHED" || container.IsCarouselItem)
        {
            throw InstagramErrors.NotReady(status);
        }
    }

    private int Used(InstagramAccount account)
    {
        var since = clock.GetUtcNow() - QuotaWindow;
        return state.Posts.Values.Count(post => post.AccountId == account.Id && post.PublishedAt > since);
    }
}
