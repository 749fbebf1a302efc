using System.Globalization;
using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Shared;

namespace Crm.Infrastructure.Providers.X.Posts;

/// <summary>Posts and threads (x §5). What became of a post without an answer is read from the user's own newest posts (x §9).</summary>
internal sealed class XPublisher(IXApi api, XSigning signing, XUploads uploads, TimeProvider time) : IPostPublisher
{
    private const string Path = "2/tweets";
    private const int PageSize = 100;
    private const int MostPages = 5;

    /// <summary>What came to be later than this, with either clock ahead, was not made by the call in doubt.</summary>
    private static readonly TimeSpan LongestCall = TimeSpan.FromMinutes(10);

    public ProviderDescriptor Descriptor => XProvider.Descriptor;

    /// <summary>X does not say how long; a day is what people report.</summary>
    public TimeSpan? RefusesSameTextFor => TimeSpan.FromDays(1);

    public PostVerdict Check(PostContent content) => XRules.Check(content);

    public bool IsPrepared(PostOrder order)
    {
        var progress = XProgress.Read(order.Progress);

        return !progress.Processing
            && (progress.Parts.Count > 0 || progress.MediaIds.Count == order.Content.Media.Count);
    }

    public async Task<PostPreparation> PrepareAsync(
        AccountAccess access,
        PostOrder order,
        CancellationToken cancellationToken
    )
    {
        var progress = XProgress.Read(order.Progress);
        if (progress.Processing)
        {
            return After(progress, await uploads.LookAsync(access, progress.MediaIds[^1], cancellationToken));
        }

        var next = order.Content.Media[progress.MediaIds.Count];
        await using var bytes = await order.Files.OpenAsync(next.Id, cancellationToken);
        var media = await uploads.UploadAsync(access, next, bytes, cancellationToken);
        if (next is { AltText: { } altText, IsVideo: false })
        {
            await uploads.DescribeAsync(access, media.Id!, altText, cancellationToken);
        }

        return After(progress with { MediaIds = progress.MediaIds.Add(media.Id!) }, media);
    }

    public async Task<PostStep> PublishAsync(AccountAccess access, PostOrder order, CancellationToken cancellationToken)
    {
        var progress = XProgress.Read(order.Progress);
        var post = new XNewPost(
            TextOf(order.Content, progress) is { Length: > 0 } text ? text : null,
            progress.Parts.IsEmpty && !progress.MediaIds.IsEmpty ? new(progress.MediaIds) : null,
            progress.Parts.IsEmpty ? null : new(progress.Parts[^1])
        );
        var authorization = signing.Authorize(access, HttpMethod.Post, Path);
        var (answer, status, headers) = await CallTrouble.SendAsync(
            Descriptor.Key,
            () => api.PostAsync(authorization, post, cancellationToken),
            cancellationToken
        );
        if (answer.Data is { Id.Length: > 0 } published)
        {
            return Step(order, progress, published.Id);
        }

        var failure = XFailures.Describe(answer, status, headers, time.GetUtcNow());

        // Refused as the same text again, after a call whose end nobody knew: that call was heard (x §7).
        return
            order.UncertainSince is not null
            && XFailures.IsDuplicate(failure)
            && await FindAsync(access, order, cancellationToken) is PostFinding.Happened heard
            ? heard.Step
            : throw CallTrouble.Lost(failure);
    }

    public async Task<PostFinding> FindAsync(AccountAccess access, PostOrder order, CancellationToken cancellationToken)
    {
        if (access.ExternalId is not { } userId || order.UncertainSince is not { } since)
        {
            return new PostFinding.CannotTell();
        }

        var progress = XProgress.Read(order.Progress);
        var wanted = XShownText.OfSent(TextOf(order.Content, progress));
        string? next = null;
        for (var page = 0; page < MostPages; page++)
        {
            var (posts, following) = await ReadAsync(access, userId, since - ClockSkew.Most, next, cancellationToken);
            if (posts.FirstOrDefault(IsTheOne) is { } found)
            {
                return new PostFinding.Happened(Step(order, progress, found.Id!));
            }

            if (following is null)
            {
                break;
            }

            next = following;
        }

        return new PostFinding.CannotTell();

        // Those that were published on purpose before are not the one in doubt.
        bool IsTheOne(XPost post) =>
            post.Id is { } id
            && !progress.Parts.Contains(id)
            && !order.IsTaken(id)
            && post.CreatedAt < (order.UncertainUntil ?? since) + LongestCall
            && wanted.IsShownAs(XShownText.OfShown(post));
    }

    private async Task<(IReadOnlyList<XPost> Posts, string? Next)> ReadAsync(
        AccountAccess access,
        string userId,
        DateTimeOffset since,
        string? page,
        CancellationToken cancellationToken
    )
    {
        var query = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["max_results"] = PageSize.ToString(CultureInfo.InvariantCulture),
            ["start_time"] = since.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["tweet.fields"] = "created_at,entities",
        };
        if (page is not null)
        {
            query["pagination_token"] = page;
        }

        var authorization = signing.Authorize(access, HttpMethod.Get, $"2/users/{userId}/tweets", query);
        var (answer, status, headers) = await CallTrouble.SendAsync(
            Descriptor.Key,
            () => api.GetPostsAsync(authorization, userId, query, cancellationToken),
            cancellationToken
        );

        // A user without posts has no data, but the page says so.
        return answer.Data is not null || answer.Meta is not null
            ? (answer.Data ?? [], answer.Meta?.NextToken)
            : throw XFailures.Describe(answer, status, headers, time.GetUtcNow());
    }

    private static PostPreparation After(XProgress progress, XMedia media) =>
        XUploads.WaitFor(media) is { } wait
            ? new PostPreparation.Wait((progress with { Processing = true }).Write(), wait)
            : new PostPreparation.More((progress with { Processing = false }).Write());

    private static string TextOf(PostContent content, XProgress progress) =>
        progress.Parts.IsEmpty ? content.Text : content.Thread[progress.Parts.Count - 1];

    private static PostStep Step(PostOrder order, XProgress progress, string id)
    {
        var parts = progress.Parts.Add(id);

        return parts.Count <= order.Content.Thread.Count
            ? new PostStep.PartPublished((progress with { Parts = parts }).Write(), RequestId: null)
            : new PostStep.Published(parts[0], new Uri($"https://x.com/i/status/{parts[0]}"), RequestId: null);
    }
}
