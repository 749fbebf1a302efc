using Crm.Application.Integrations.Contracts;
using Crm.Domain.Publishing;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Publishing.Sending;

/// <summary>Asks the platform what became of a call whose answer was lost.</summary>
internal sealed class TargetLookUp(IPublishingDb db, IAccountCaller accounts, TargetOrders orders, TimeProvider clock)
{
    public async Task RunAsync(
        Post post,
        PostTarget target,
        IPostPublisher publisher,
        CancellationToken cancellationToken
    )
    {
        var order = await orders.ReadAsync(post, target, cancellationToken);
        var attempt = PostAttempt.Begin(target, PostAttempt.LookUp, clock.GetUtcNow());
        db.PostAttempts.Add(attempt);
        try
        {
            var finding = await accounts.CallAsync(
                target.AccountId,
                "look_up_post",
                access => publisher.FindAsync(access, order, cancellationToken),
                _ => null,
                cancellationToken
            );
            Record(target, attempt, finding, clock.GetUtcNow());
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or DbUpdateException))
        {
            var refusal = PublishingCall.Told(exception, target.Platform);
            var wait = refusal.Code is "rate_limited_by_provider" ? refusal.RetryAfter : null;
            target.RecordNoLook(wait, clock.GetUtcNow());
            attempt.End("refused", refusal.Code, refusal.Reason, refusal.RequestId, clock.GetUtcNow());
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private static void Record(PostTarget target, PostAttempt attempt, PostFinding finding, DateTimeOffset now)
    {
        switch (finding)
        {
            case PostFinding.Happened { Step: PostStep.Published published }:
                target.RecordPublished(published.ExternalId, published.Url?.AbsoluteUri, now);
                attempt.End("found", code: null, reason: null, published.RequestId, now);
                break;
            case PostFinding.Happened { Step: PostStep.PartPublished part }:
                target.RecordPart(part.Progress, now);
                attempt.End("found", code: null, reason: null, part.RequestId, now);
                break;
            case PostFinding.DidNotHappen:
                target.RecordUndone(now);
                attempt.End("not_published", code: null, reason: null, requestId: null, now);
                break;
            default:
                target.RecordLook(now);
                attempt.End("not_found", code: null, reason: null, requestId: null, now);
                break;
        }
    }
}
