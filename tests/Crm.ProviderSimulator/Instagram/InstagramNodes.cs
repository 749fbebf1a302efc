using System.Globalization;
using Crm.ProviderSimulator.Meta.Graph;
using Crm.ProviderSimulator.MetaLeads;

namespace Crm.ProviderSimulator.Instagram;

/// <summary>Accounts, containers and posts as answers.</summary>
internal sealed class InstagramNodes(InstagramState state, TimeProvider clock)
{
    /// <summary>At Instagram's own host <c>id</c> is the app-scoped id, which is good for nothing else.</summary>
    public GraphNode Account(InstagramAccount account, GraphHost host)
    {
        var fields = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["id"] = host == GraphHost.Instagram ? account.AppScopedId : account.Id,
            ["username"] = account.Username,
            ["name"] = account.Name,
            ["biography"] = "Kadıköy ☕",
            ["followers_count"] = 1234,
            ["follows_count"] = 180,
            ["media_count"] = state.PostsOf(account.Id).Count,
            ["profile_picture_url"] = $"https://scontent.example.com/{account.Id}.jpg",
            ["website"] = "https://example.com/",
        };
        if (host == GraphHost.Instagram)
        {
            fields["user_id"] = account.Id;
            fields["account_type"] = account.AccountType;
        }

        return new("IGUser", fields, ["id"]);
    }

    public GraphNode Container(Container container)
    {
        var status = container.Status(clock.GetUtcNow());
        return new(
            "IGContainer",
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["id"] = container.Id,
                ["status_code"] = status,
                ["status"] = status switch
                {
                    "ERROR" => string.Create(
                        CultureInfo.InvariantCulture,
                        $"Error: Media upload has failed with error code {container.Failure}"
                    ),
                    "FINISHED" => "Finished: Media has been uploaded and it is ready to be published.",
                    "IN_PROGRESS" => "In Progress: Media is still being processed.",
                    "EXPIRED" => "Expired: Media has not been published within 24 hours.",
                    _ => "Published: Media has been published.",
                },
            },
            ["id"]
        );
    }

    public static GraphNode Post(Post post) =>
        new(
            "IGMedia",
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["id"] = post.Id,
                ["permalink"] = $"https://www.instagram.com/p/{post.Id}/",
                ["timestamp"] = LeadNodes.Time(post.PublishedAt),
                ["caption"] = post.Caption,
                ["media_type"] = post.MediaType switch
                {
                    "CAROUSEL" => "CAROUSEL_ALBUM",
                    "REELS" => "VIDEO",
                    _ => "IMAGE",
                },
                ["media_product_type"] = post.MediaType switch
                {
                    "REELS" => "REELS",
                    "STORIES" => "STORY",
                    _ => "FEED",
                },
                ["like_count"] = 0,
                ["comments_count"] = 0,
            },
            ["id"]
        );
}
