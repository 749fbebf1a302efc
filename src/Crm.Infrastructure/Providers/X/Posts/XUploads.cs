using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Shared;
using RestEase;

namespace Crm.Infrastructure.Providers.X.Posts;

/// <summary>Uploads a post's media (x §5): pictures in one call, what moves in segments and then a while of processing.</summary>
internal sealed class XUploads(IXApi api, XSigning signing, TimeProvider time)
{
    private const string Root = "2/media/upload";
    private const int Segment = 4 * 1024 * 1024;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    public async Task<XMedia> UploadAsync(
        AccountAccess access,
        PostMedia media,
        Stream bytes,
        CancellationToken cancellationToken
    ) =>
        media.IsVideo || media.Type is "image/gif"
            ? await UploadInSegmentsAsync(access, media, bytes, cancellationToken)
            : await UploadAtOnceAsync(access, media, bytes, cancellationToken);

    /// <summary>What a picture shows, for those who cannot see it; videos have none.</summary>
    public async Task DescribeAsync(
        AccountAccess access,
        string mediaId,
        string altText,
        CancellationToken cancellationToken
    )
    {
        var authorization = signing.Authorize(access, HttpMethod.Post, "2/media/metadata");
        var (answer, status, headers) = await CallTrouble.SendAsync(
            XProvider.Key,
            () => api.DescribeAsync(authorization, new(mediaId, new(new(altText))), cancellationToken),
            cancellationToken
        );
        if (status is not HttpStatusCode.OK || answer.Data is null)
        {
            throw XFailures.Describe(answer, status, headers, time.GetUtcNow());
        }
    }

    public Task<XMedia> LookAsync(AccountAccess access, string mediaId, CancellationToken cancellationToken)
    {
        var query = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["command"] = "STATUS",
            ["media_id"] = mediaId,
        };
        var authorization = signing.Authorize(access, HttpMethod.Get, Root, query);

        return ReadAsync(() => api.GetUploadAsync(authorization, query, cancellationToken), cancellationToken);
    }

    /// <summary>Null: it is ready.</summary>
    /// <exception cref="ProviderException">X could not process it.</exception>
    public static TimeSpan? WaitFor(XMedia media) =>
        media.ProcessingInfo switch
        {
            null or { State: "succeeded" } => null,
            { State: "failed" } => throw new ProviderException(
                "provider_rejected",
                XProvider.Key,
                "reason_media_unreadable",
                retryAfter: null
            ),
            { CheckAfterSecs: { } seconds and > 0 } => TimeSpan.FromSeconds(seconds),
            _ => Pause,
        };

    private async Task<XMedia> UploadAtOnceAsync(
        AccountAccess access,
        PostMedia media,
        Stream bytes,
        CancellationToken cancellationToken
    )
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent("tweet_image"), "media_category" },
            { FileOf(new StreamContent(bytes), media.Type), "media", "media" },
        };
        var authorization = signing.Authorize(access, HttpMethod.Post, Root);

        return await ReadAsync(() => api.UploadAsync(authorization, form, cancellationToken), cancellationToken);
    }

    private async Task<XMedia> UploadInSegmentsAsync(
        AccountAccess access,
        PostMedia media,
        Stream bytes,
        CancellationToken cancellationToken
    )
    {
        var category = media.IsVideo ? "tweet_video" : "tweet_gif";
        var begin = signing.Authorize(access, HttpMethod.Post, $"{Root}/initialize");
        var begun = await ReadAsync(
            () => api.InitializeAsync(begin, new(media.Type, media.Size, category), cancellationToken),
            cancellationToken
        );
        var id = begun.Id!;
        var segment = new byte[Segment];
        for (var index = 0; ; index++)
        {
            var length = await bytes.ReadAtLeastAsync(segment, Segment, throwOnEndOfStream: false, cancellationToken);
            if (length == 0)
            {
                break;
            }

            await AppendAsync(access, id, index, segment.AsMemory(0, length), cancellationToken);
        }

        var end = signing.Authorize(access, HttpMethod.Post, $"{Root}/{id}/finalize");
        var whole = await ReadAsync(() => api.FinalizeAsync(end, id, cancellationToken), cancellationToken);

        return whole with
        {
            Id = id,
        };
    }

    private async Task AppendAsync(
        AccountAccess access,
        string mediaId,
        int index,
        ReadOnlyMemory<byte> segment,
        CancellationToken cancellationToken
    )
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(index.ToString(CultureInfo.InvariantCulture)), "segment_index" },
            { FileOf(new ReadOnlyMemoryContent(segment), "application/octet-stream"), "media", "media" },
        };
        var authorization = signing.Authorize(access, HttpMethod.Post, $"{Root}/{mediaId}/append");
        var (answer, status, headers) = await CallTrouble.SendAsync(
            XProvider.Key,
            () => api.AppendAsync(authorization, mediaId, form, cancellationToken),
            cancellationToken
        );
        if (status is not HttpStatusCode.OK || answer.Data is null)
        {
            throw XFailures.Describe(answer, status, headers, time.GetUtcNow());
        }
    }

    private async Task<XMedia> ReadAsync(
        Func<Task<Response<XAnswer<XMedia>>>> call,
        CancellationToken cancellationToken
    )
    {
        var (answer, status, headers) = await CallTrouble.SendAsync(XProvider.Key, call, cancellationToken);

        return answer.Data is { Id.Length: > 0 } media
            ? media
            : throw XFailures.Describe(answer, status, headers, time.GetUtcNow());
    }

    private static HttpContent FileOf(HttpContent bytes, string type)
    {
        bytes.Headers.ContentType = new MediaTypeHeaderValue(type);

        return bytes;
    }
}
