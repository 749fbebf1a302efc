using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Publishing;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Publishing.Sending;

/// <summary>
/// Stores how a call ended. A worker that took so long that another has written its target off meanwhile still knows more than
/// that one: its outcome is stored over the doubt.
/// </summary>
internal sealed class TargetOutcomes(IPublishingDb db, TimeProvider clock)
{
    private const int MostTries = 60;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>To be saved with what the call has changed beside it.</summary>
    public void Done(PostTarget target, PostAttempt attempt, PostStep step)
    {
        Done(target, step);
        Done(attempt, step);
    }

    /// <summary>The save of <see cref="Done(PostTarget, PostAttempt, PostStep)"/> has failed.</summary>
    /// <param name="part">Which of the target's parts the call was for.</param>
    public Task DoneAgainAsync(PostTarget target, PostAttempt attempt, int part, PostStep step) =>
        StoreAgainAsync(
            target,
            attempt,
            (current, line) =>
            {
                Done(line, step);
                if (current.Lacks(line.Id, step is PostStep.Published ? null : part))
                {
                    Done(current, step);
                }
            }
        );

    /// <summary>Nothing has left: a step before it was refused, or it never had its turn.</summary>
    public async Task NotSentAsync(PostTarget target, DateTimeOffset started, ProviderException refusal)
    {
        var line = PostAttempt.Begin(target, PostAttempt.Prepare, started);
        db.PostAttempts.Add(line);
        Refused(target, refusal);
        Refused(line, refusal);
        await db.SaveChangesAsync(CancellationToken.None);
    }

    public async Task RefusedAsync(PostTarget target, PostAttempt attempt, ProviderException refusal)
    {
        RefusedOrLost(target, refusal);
        RefusedOrLost(attempt, refusal);
        try
        {
            await db.SaveChangesAsync(CancellationToken.None);
        }
        catch (Exception)
        {
            await StoreAgainAsync(
                target,
                attempt,
                (current, line) =>
                {
                    RefusedOrLost(line, refusal);
                    if (current.AttemptId == line.Id)
                    {
                        if (!refusal.MayHaveHappened)
                        {
                            current.EndDoubtOf(line.StartedAt);
                        }

                        RefusedOrLost(current, refusal);
                    }
                }
            );
        }
    }

    private void Done(PostTarget target, PostStep step)
    {
        if (step is PostStep.Published published)
        {
            target.RecordPublished(published.ExternalId, published.Url?.AbsoluteUri, clock.GetUtcNow());
        }
        else
        {
            target.RecordPart(((PostStep.PartPublished)step).Progress, clock.GetUtcNow());
        }
    }

    private void Done(PostAttempt attempt, PostStep step) =>
        attempt.End(
            step is PostStep.Published ? "published" : "part_published",
            code: null,
            reason: null,
            step.RequestId,
            clock.GetUtcNow()
        );

    private void RefusedOrLost(PostTarget target, ProviderException refusal)
    {
        if (!refusal.MayHaveHappened)
        {
            Refused(target, refusal);
        }
        // Another may have come to the same doubt before.
        else if (target.Status is not TargetStatus.Unknown)
        {
            target.RecordLost(refusal.Reason ?? refusal.Code, clock.GetUtcNow());
        }
    }

    private void RefusedOrLost(PostAttempt attempt, ProviderException refusal)
    {
        if (refusal.MayHaveHappened)
        {
            attempt.End("lost", refusal.Code, refusal.Reason, refusal.RequestId, clock.GetUtcNow());
        }
        else
        {
            Refused(attempt, refusal);
        }
    }

    private void Refused(PostTarget target, ProviderException refusal)
    {
        if (IsForNow(refusal))
        {
            var wait = refusal.Code is "rate_limited_by_provider" ? refusal.RetryAfter : null;
            target.Postpone(refusal.Code, refusal.Reason, wait, clock.GetUtcNow());
        }
        else
        {
            target.Fail(refusal.Code, refusal.Reason, clock.GetUtcNow());
        }
    }

    private void Refused(PostAttempt attempt, ProviderException refusal) =>
        attempt.End(
            IsForNow(refusal) ? "postponed" : "refused",
            refusal.Code,
            refusal.Reason,
            refusal.RequestId,
            clock.GetUtcNow()
        );

    private static bool IsForNow(ProviderException refusal) =>
        refusal.Code is "rate_limited_by_provider" or "provider_unavailable";

    /// <summary>
    /// What is known is stored over what another has written meanwhile, and through an outage of the database for as long as nobody else
    /// takes the target.
    /// </summary>
    /// <param name="end">Ends the line, and the target where it is still about this call.</param>
    private async Task StoreAgainAsync(PostTarget target, PostAttempt attempt, Action<PostTarget, PostAttempt> end)
    {
        var (postId, accountId, attemptId) = (target.PostId, target.AccountId, attempt.Id);
        for (var tries = 1; ; tries++)
        {
            try
            {
                db.Forget();
                var current = await db.PostTargets.SingleOrDefaultAsync(row =>
                    row.PostId == postId && row.AccountId == accountId
                );
                var line = await db.PostAttempts.SingleOrDefaultAsync(row => row.Id == attemptId);
                if (current is not null && line is not null)
                {
                    end(current, line);
                    await db.SaveChangesAsync(CancellationToken.None);
                }

                return;
            }
            catch (Exception) when (tries < MostTries)
            {
                await Task.Delay(Pause);
            }
        }
    }
}
