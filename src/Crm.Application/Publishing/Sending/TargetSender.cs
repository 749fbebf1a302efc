using Crm.Application.Integrations.Contracts;
using Crm.Domain.Publishing;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Publishing.Sending;

/// <summary>Prepares, stores the intent, makes the call, stores its outcome; a thread part by part.</summary>
internal sealed class TargetSender(
    IPublishingDb db,
    IAccountCaller accounts,
    TargetOrders orders,
    TargetOutcomes outcomes,
    TimeProvider clock
)
{
    /// <summary>Longer than any call may take.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(3);

    private const int MostSteps = 100;
    private const long BytesPerMinute = 16 * 1024 * 1024;

    public async Task RunAsync(
        Post post,
        PostTarget target,
        IPostPublisher publisher,
        CancellationToken cancellationToken
    )
    {
        var order = await orders.ReadAsync(post, target, cancellationToken);
        for (var step = 0; step < MostSteps && target.DueAt is not null; step++)
        {
            order = order with { Progress = target.Progress, UncertainSince = target.UncertainSince };
            var isOver = publisher.IsPrepared(order)
                ? !await PublishAsync(target, publisher, order, cancellationToken)
                : !await PrepareAsync(target, publisher, order, cancellationToken);
            if (isOver)
            {
                return;
            }
        }
    }

    /// <summary>A large video takes its time on the way out.</summary>
    private static TimeSpan PreparationLease(PostOrder order) =>
        Lease + TimeSpan.FromMinutes(order.Content.Media.Sum(media => media.Size) / BytesPerMinute);

    /// <returns>Whether to go on at once.</returns>
    private async Task<bool> PrepareAsync(
        PostTarget target,
        IPostPublisher publisher,
        PostOrder order,
        CancellationToken cancellationToken
    )
    {
        target.BeginPreparing(clock.GetUtcNow() + PreparationLease(order));
        await db.SaveChangesAsync(cancellationToken);
        var started = clock.GetUtcNow();
        PostPreparation preparation;
        try
        {
            preparation = await accounts.CallAsync(
                target.AccountId,
                "prepare_post",
                access => publisher.PrepareAsync(access, order, cancellationToken),
                _ => null,
                cancellationToken
            );
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or DbUpdateException))
        {
            await outcomes.NotSentAsync(target, started, PublishingCall.Told(exception, target.Platform));
            return false;
        }

        switch (preparation)
        {
            case PostPreparation.More more:
                target.RecordProgress(more.Progress, clock.GetUtcNow() + PreparationLease(order));
                await db.SaveChangesAsync(cancellationToken);
                return true;
            case PostPreparation.Wait wait:
                target.RecordProgress(wait.Progress, clock.GetUtcNow() + wait.For);
                await db.SaveChangesAsync(cancellationToken);
                return false;
            default:
                var ready = ((PostPreparation.Ready)preparation).Progress;
                return await PublishAsync(target, publisher, order with { Progress = ready }, cancellationToken);
        }
    }

    /// <returns>Whether another part follows.</returns>
    private async Task<bool> PublishAsync(
        PostTarget target,
        IPostPublisher publisher,
        PostOrder order,
        CancellationToken cancellationToken
    )
    {
        var attempt = PostAttempt.Begin(target, PostAttempt.Publish, clock.GetUtcNow());
        var part = target.Parts + 1;
        var call = new PublishingCall(() => IntendAsync(target, attempt, order.Progress, cancellationToken));
        try
        {
            var done = await accounts.CallAsync(
                target.AccountId,
                "publish_post",
                // What has left is waited for, also by a server that stops: the call ends by its own time limit.
                access => call.RunAsync(() => publisher.PublishAsync(access, order, CancellationToken.None)),
                answer =>
                {
                    outcomes.Done(target, attempt, answer);

                    return answer.RequestId;
                },
                CancellationToken.None
            );

            return done is PostStep.PartPublished;
        }
        catch (Exception exception)
            when (!call.IsIntended && exception is DbUpdateException or OperationCanceledException)
        {
            // Nothing was stored and nothing has left: due again, as it is by then.
            db.Forget();
            throw;
        }
        catch (Exception exception)
        {
            await SettleAsync(target, attempt, part, call, exception);

            return false;
        }
    }

    private async Task IntendAsync(
        PostTarget target,
        PostAttempt attempt,
        string? progress,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        target.BeginPublishing(attempt.Id, progress, clock.GetUtcNow(), clock.GetUtcNow() + Lease);
        db.PostAttempts.Add(attempt);
        // Not given up half way: an intent without its call would be a doubt.
        await db.SaveChangesAsync(CancellationToken.None);
    }

    private Task SettleAsync(
        PostTarget target,
        PostAttempt attempt,
        int part,
        PublishingCall call,
        Exception exception
    ) =>
        call switch
        {
            // Published is published, whatever became of the books around it.
            { Step: { } step } => outcomes.DoneAgainAsync(target, attempt, part, step),
            { IsIntended: true } => outcomes.RefusedAsync(target, attempt, call.Blame(exception, target.Platform)),
            _ => outcomes.NotSentAsync(target, attempt.StartedAt, call.Blame(exception, target.Platform)),
        };
}
