using System.Globalization;
using System.Text.RegularExpressions;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using Crm.Infrastructure.Providers.Meta;
using Crm.Infrastructure.Providers.Shared;
using JsonText = Crm.Infrastructure.Providers.Shared.JsonText;

namespace Crm.Infrastructure.Providers.Instagram;

/// <summary>What is going to be a post: made, looked at, published (instagram §4).</summary>
internal sealed partial class InstagramContainers(GraphClient graph)
{
    public async Task<string> CreateAsync(
        InstagramAccount account,
        PostContent content,
        PostMedia media,
        IPostFiles files,
        CancellationToken cancellationToken
    )
    {
        var isItem = content.Media.Count > 1;
        var address = await files.AddressAsync(media.Id, cancellationToken);
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [media.IsVideo ? "video_url" : "image_url"] = address.AbsoluteUri,
        };
        if (media.IsVideo)
        {
            // A lone video is a reel: others ended in 2023.
            form["media_type"] = isItem ? "VIDEO" : "REELS";
        }
        else if (media.AltText is { Length: > 0 } altText)
        {
            form["alt_text"] = altText;
        }

        if (isItem)
        {
            form["is_carousel_item"] = "true";
        }
        else if (content.Text.Length > 0)
        {
            form["caption"] = content.Text;
        }

        return await PostAsync(account, "media", form, cancellationToken);
    }

    public Task<string> CreateCarouselAsync(
        InstagramAccount account,
        PostContent content,
        IReadOnlyList<string> children,
        CancellationToken cancellationToken
    )
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["media_type"] = "CAROUSEL",
            ["children"] = string.Join(',', children),
        };
        if (content.Text.Length > 0)
        {
            form["caption"] = content.Text;
        }

        return PostAsync(account, "media", form, cancellationToken);
    }

    public async Task<ContainerState> ReadAsync(
        InstagramAccount account,
        string container,
        CancellationToken cancellationToken
    )
    {
        var answer = await graph.GetAsync(account.Caller, container, "status_code,status", cancellationToken);

        return new(
            JsonText.Of(answer, "status_code"),
            Subcode.Match(JsonText.Of(answer, "status") ?? "") is { Success: true } match
                ? int.Parse(match.Value, CultureInfo.InvariantCulture)
                : null
        );
    }

    /// <returns>The media's id.</returns>
    public Task<string> PublishAsync(InstagramAccount account, string container, CancellationToken cancellationToken) =>
        PostAsync(
            account,
            "media_publish",
            new Dictionary<string, string>(StringComparer.Ordinal) { ["creation_id"] = container },
            cancellationToken
        );

    private async Task<string> PostAsync(
        InstagramAccount account,
        string edge,
        Dictionary<string, string> form,
        CancellationToken cancellationToken
    )
    {
        var answer = await graph.PostAsync(account.Caller, $"{account.Id}/{edge}", form, cancellationToken);

        return JsonText.Id(answer, "id") is { } id && GraphId.IsValid(id)
            ? id
            : throw CallTrouble.Lost(CallTrouble.Unavailable(InstagramProvider.Key, cause: null));
    }

    // The text beside the status is all that tells why (instagram §4).
    [GeneratedRegex(
        @"\b2207\d{3}\b",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: PatternPatience.Milliseconds
    )]
    private static partial Regex Subcode { get; }
}

/// <summary>The account with how it is spoken for.</summary>
internal sealed record InstagramAccount(string Id, GraphCaller Caller);

internal sealed record ContainerState(string? Status, int? Subcode)
{
    public bool IsFinished => Status is "FINISHED";

    public bool IsPublished => Status is "PUBLISHED";

    public bool HasFailed => Status is "ERROR";

    public bool HasExpired => Status is "EXPIRED";
}
