using Crm.ProviderSimulator.Meta;
using Crm.ProviderSimulator.Meta.Graph;

namespace Crm.ProviderSimulator.Instagram;

/// <summary>The first step of a post: a container, whose media is fetched at once.</summary>
internal sealed class ContainerEndpoint(InstagramState state, MediaFetcher fetcher, MetaIds ids, TimeProvider clock)
{
    private const int LongestCaption = 2200;
    private const int MostHashtags = 30;
    private const int LongestAltText = 1000;
    private const int MostContainersADay = 400;
    private const int UnsupportedVideo = 2207026;

    public async Task<IResult> CreateAsync(GraphCall call, InstagramAccount account)
    {
        var now = clock.GetUtcNow();
        if (
            state.Containers.Values.Count(container =>
                container.AccountId == account.Id && now - container.CreatedAt < TimeSpan.FromHours(24)
            ) >= MostContainersADay
        )
        {
            throw new GraphRefusal(new(4, "(#4) Application request limit reached"), "400 containers in 24 hours");
        }

        var isItem = call["is_carousel_item"] == "true";
        var caption = Caption(call, isItem);
        var container = call["media_type"] switch
        {
            null or "IMAGE" when call["video_url"] is null => await ImageAsync(call, account, caption, isItem),
            "REELS" => await VideoAsync(call, account, "REELS", caption, isItem: false),
            "VIDEO" when isItem => await VideoAsync(call, account, "VIDEO", caption, isItem),
            "STORIES" when call["video_url"] is not null => await VideoAsync(
                call,
                account,
                "STORIES",
                caption,
                isItem: false
            ),
            "STORIES" => await ImageAsync(call, account, caption, isItem: false, "STORIES"),
            "CAROUSEL" => Carousel(call, account, caption),
            _ => throw InstagramErrors.Content(
                100,
                2207023,
                "The VIDEO value for media_type is no longer supported. Use the REELS media type to publish a video to your Instagram feed."
            ),
        };
        state.Containers[container.Id] = container;
        return GraphGate.Ok(new { container.Id });
    }

    private static string? Caption(GraphCall call, bool isItem)
    {
        var caption = call["caption"];
        if (caption is null)
        {
            return null;
        }

        if (isItem)
        {
            throw new GraphRefusal(GraphError.Parameter("caption is not allowed on carousel items"));
        }

        // Which unit Meta counts is not documented; the stricter one is counted here.
        if (caption.Length > LongestCaption)
        {
            throw InstagramErrors.Content(36004, 2207010, "The caption is too long");
        }

        return caption.Count(letter => letter == '#') > MostHashtags
            ? throw InstagramErrors.Content(36004, 2207040, "The caption has too many tags")
            : caption;
    }

    private async Task<Container> ImageAsync(
        GraphCall call,
        InstagramAccount account,
        string? caption,
        bool isItem,
        string mediaType = "IMAGE"
    )
    {
        var address = call.Required("image_url");
        if (call["alt_text"] is { Length: > LongestAltText })
        {
            throw new GraphRefusal(GraphError.Parameter("alt_text is longer than 1000 characters"));
        }

        await fetcher.CheckImageAsync(address, call.Context.RequestAborted);
        return Make(account, mediaType, caption, isItem, state.Settings.Current.ImagePolls, null);
    }

    private async Task<Container> VideoAsync(
        GraphCall call,
        InstagramAccount account,
        string mediaType,
        string? caption,
        bool isItem
    )
    {
        var isVideo = await fetcher.IsVideoAsync(call.Required("video_url"), call.Context.RequestAborted);
        return Make(
            account,
            mediaType,
            caption,
            isItem,
            state.Settings.Current.VideoPolls,
            isVideo ? null : UnsupportedVideo
        );
    }

    private Container Carousel(GraphCall call, InstagramAccount account, string? caption)
    {
        var children = call.Required("children").Trim('[', ']').Split(',').Select(id => id.Trim(' ', '"')).ToList();
        if (children.Count is < 2 or > 10)
        {
            throw InstagramErrors.Content(100, 2207028, "A carousel has 2 to 10 items");
        }

        foreach (var id in children)
        {
            if (
                !state.Containers.TryGetValue(id, out var child)
                || child.AccountId != account.Id
                || !child.IsCarouselItem
            )
            {
                throw InstagramErrors.Content(100, 2207028, $"{id} is no carousel item of this account");
            }

            if (child.Status(clock.GetUtcNow()) is not "FINISHED" and var status)
            {
                throw InstagramErrors.NotReady($"item {id} is {status}");
            }
        }

        return Make(account, "CAROUSEL", caption, isItem: false, state.Settings.Current.ImagePolls, null);
    }

    private Container Make(
        InstagramAccount account,
        string mediaType,
        string? caption,
        bool isItem,
        int polls,
        int? failure
    ) =>
        new(
            ids.Next("178"),
            account.Id,
            mediaType,
            caption,
            isItem,
            polls,
            state.Settings.Current.FailWith ?? failure,
            clock.GetUtcNow()
        );
}
