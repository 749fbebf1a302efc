using Crm.Application.Integrations.Contracts;
using Crm.Application.Publishing.Media;
using Crm.Domain.Publishing;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Publishing.Sending;

/// <summary>What a publisher is told of a target.</summary>
internal sealed class TargetOrders(IPublishingDb db, IPostFiles files, MediaForPosts media)
{
    private const int MostTaken = 1000;
    private static readonly TimeSpan Around = TimeSpan.FromHours(1);

    public async Task<PostOrder> ReadAsync(Post post, PostTarget target, CancellationToken cancellationToken) =>
        new(
            post.Id,
            post.Body.For(
                target.Platform,
                post.Body.Media.Count > 0
                    ? await media.DescribeAsync(
                        [.. post.Body.Media.Select(shown => (shown.MediaId, shown.AltText))],
                        cancellationToken
                    )
                    : []
            ),
            target.Progress,
            files,
            target.UncertainSince
        )
        {
            UncertainUntil = target.UncertainUntil,
            TakenIds = target.UncertainSince is { } since
                ? await TakenIdsAsync(target, since - Around, cancellationToken)
                : [],
        };

    private async Task<IReadOnlyList<string>> TakenIdsAsync(
        PostTarget target,
        DateTimeOffset since,
        CancellationToken cancellationToken
    ) =>
        await db
            .PostTargets.Where(other =>
                other.AccountId == target.AccountId
                && other.PostId != target.PostId
                && other.ExternalId != null
                && other.PublishedAt > since
            )
            .OrderByDescending(other => other.PublishedAt)
            .Select(other => other.ExternalId!)
            .Take(MostTaken)
            .ToListAsync(cancellationToken);
}
