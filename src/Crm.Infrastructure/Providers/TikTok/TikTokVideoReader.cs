using System.Globalization;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using Crm.Infrastructure.Providers.Shared;

namespace Crm.Infrastructure.Providers.TikTok;

internal sealed class TikTokVideoReader(ITikTokApi api) : IVideoReader
{
    private const string Fields =
        "id,create_time,cover_image_url,share_url,video_description,duration,title,like_count,comment_count,share_count,view_count";

    public ProviderDescriptor Descriptor => TikTokProvider.Descriptor;

    public string RequiredScope => TikTokProvider.VideoScope;

    public bool IsCursor(string cursor) =>
        long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    public async Task<VideoPage> ReadVideosAsync(
        Secret accessToken,
        string? cursor,
        int count,
        CancellationToken cancellationToken
    )
    {
        var query = new TikTokVideoQuery(
            cursor is null ? null : long.Parse(cursor, CultureInfo.InvariantCulture),
            count
        );
        var (answer, status) = await CallTrouble.ReadAsync(
            Descriptor.Key,
            () => api.ListVideosAsync($"Bearer {accessToken.Reveal()}", Fields, query, cancellationToken),
            cancellationToken
        );
        var page = TikTokFailures.Unwrap(answer, status);

        return new VideoPage(
            [.. (page.Videos ?? []).Select(Describe)],
            page.HasMore ? page.Cursor?.ToString(CultureInfo.InvariantCulture) : null,
            page.HasMore
        )
        {
            RequestId = answer.Error?.LogId,
        };
    }

    private static ProviderVideo Describe(TikTokVideo video) =>
        new(
            video.Id,
            video.Title,
            video.VideoDescription,
            video.CoverImageUrl,
            video.ShareUrl,
            video.Duration,
            video.ViewCount,
            video.LikeCount,
            video.CommentCount,
            video.ShareCount,
            video.CreateTime is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null
        );
}
