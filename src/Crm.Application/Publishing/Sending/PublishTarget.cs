using Crm.Domain.Publishing;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Publishing.Sending;

/// <summary>
/// What a worker does with a target that it has leased: publishes it, or finds out what became of it. May be sent any number of
/// times, on any number of servers; nothing is published twice.
/// </summary>
/// <param name="IsSubscribed">The tenant's subscription runs; otherwise what is due has to wait for a person.</param>
public sealed record PublishTarget(Guid PostId, Guid AccountId, bool IsSubscribed) : IRequest;

internal sealed class PublishTargetHandler(
    IPublishingDb db,
    Publishers publishers,
    TargetSender sender,
    TargetLookUp lookUp,
    TimeProvider clock
) : AsyncRequestHandler<PublishTarget>
{
    protected override async Task Handle(PublishTarget request, CancellationToken cancellationToken)
    {
        var post = await db
            .Posts.Include(found => found.Targets.Where(target => target.AccountId == request.AccountId))
            .SingleOrDefaultAsync(found => found.Id == request.PostId, cancellationToken);
        if (post?.Targets.SingleOrDefault() is not { DueAt: not null } target)
        {
            return;
        }

        try
        {
            await WorkAsync(post, target, request.IsSubscribed, cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody has changed or cancelled it before anything was sent; what is left to do is due again.
        }
    }

    private async Task WorkAsync(Post post, PostTarget target, bool isSubscribed, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (target.IsEarly(now))
        {
            return;
        }

        if (publishers.Find(target.Platform) is not { } publisher)
        {
            target.Fail("not_supported_by_platform", reason: null, now);
        }
        else if (target.IntentAt is not null)
        {
            target.RecordLost("reason_interrupted", now);
        }
        else if (target.Status is TargetStatus.Unknown)
        {
            await lookUp.RunAsync(post, target, publisher, cancellationToken);
            return;
        }
        else if (target.IsTooLate(now))
        {
            target.RecordTooLate(now);
        }
        else if (!isSubscribed)
        {
            target.Fail("subscription_inactive", reason: null, now);
        }
        else
        {
            await sender.RunAsync(post, target, publisher, cancellationToken);
            return;
        }

        await db.SaveChangesAsync(cancellationToken);
    }
}
