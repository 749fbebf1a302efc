using Crm.Application.Integrations.Contracts;
using Crm.Domain.Publishing;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Publishing.Reading;

/// <summary>Asks the platform how the posts of the last days at an account stand, once a day.</summary>
public sealed record CountPosts(Guid AccountId) : IRequest;

internal sealed class CountPostsHandler(
    IPublishingDb db,
    IAccountCaller accounts,
    IEnumerable<IProvider> providers,
    TimeProvider clock
) : AsyncRequestHandler<CountPosts>
{
    protected override async Task Handle(CountPosts request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var targets = await db
            .PostTargets.Where(target =>
                target.AccountId == request.AccountId
                && target.Status == TargetStatus.Published
                && target.ExternalId != null
                && target.PublishedAt > today - PostTarget.Counted
                && (target.CountedAt == null || target.CountedAt < today)
            )
            .OrderByDescending(target => target.PublishedAt)
            .ToListAsync(cancellationToken);
        if (targets.Count == 0)
        {
            return;
        }

        var counter = providers
            .OfType<IPostCounter>()
            .Single(provider => provider.Descriptor.Key == targets[0].Platform);
        foreach (var part in targets.Chunk(counter.MostAtOnce))
        {
            await CountAsync(counter, part, now, cancellationToken);
        }
    }

    private async Task CountAsync(
        IPostCounter counter,
        PostTarget[] targets,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var counts = await accounts.CallAsync(
            targets[0].AccountId,
            "count_posts",
            access => counter.CountAsync(access, [.. targets.Select(target => target.ExternalId!)], cancellationToken),
            _ => null,
            cancellationToken
        );
        var day = DateOnly.FromDateTime(now.UtcDateTime);
        var ids = targets.Select(target => target.PostId).ToList();
        var stored = await db
            .PostCounts.Where(count =>
                count.AccountId == targets[0].AccountId && count.Day == day && ids.Contains(count.PostId)
            )
            .ToDictionaryAsync(count => count.PostId, cancellationToken);
        foreach (var target in targets)
        {
            target.RecordCount(now);
            if (!counts.TryGetValue(target.ExternalId!, out var told))
            {
                continue;
            }

            if (!stored.TryGetValue(target.PostId, out var count))
            {
                count = PostCount.Create(target, day);
                db.PostCounts.Add(count);
            }

            count.Replace(told.Views, told.Likes, told.Comments, told.Shares);
        }

        await db.SaveChangesAsync(cancellationToken);
    }
}
