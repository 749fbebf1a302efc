namespace Crm.Domain.Publishing;

/// <summary>A call was made and nobody knows how it ended: what it published is looked for, and never sent again by itself.</summary>
public sealed partial class PostTarget
{
    /// <summary>When the call was made whose end nobody knows; of several the first.</summary>
    public DateTimeOffset? UncertainSince { get; private set; }

    /// <summary>And the last of them.</summary>
    public DateTimeOffset? UncertainUntil { get; private set; }

    public int Looks { get; private set; }

    /// <summary>Looks in a row that the platform did not grant.</summary>
    public int LookFailures { get; private set; }

    /// <summary>It was sent and no answer came.</summary>
    public void RecordLost(string reason, DateTimeOffset now)
    {
        Status = TargetStatus.Unknown;
        UncertainUntil = IntentAt ?? now;
        UncertainSince ??= UncertainUntil;
        Looks = 0;
        LookFailures = 0;
        Settle(now + TargetPauses.UntilLook(0));
        ErrorCode = "outcome_unknown";
        ErrorReason = reason;
        events.Add(new PostInDoubt(now, PostId, AccountId, Platform));
    }

    /// <summary>The call that began then was clearly refused after all; a doubt about an earlier one stays.</summary>
    public void EndDoubtOf(DateTimeOffset began)
    {
        if (UncertainSince >= began)
        {
            ClearDoubt();
        }
        else if (UncertainUntil >= began)
        {
            UncertainUntil = UncertainSince;
        }
    }

    /// <summary>Nothing is to be seen of it, which proves nothing.</summary>
    public void RecordLook(DateTimeOffset now)
    {
        Looks++;
        LookFailures = 0;
        DueAt = TargetPauses.UntilLook(Looks) is { } pause ? now + pause : null;
    }

    /// <summary>The platform could not be asked what became of it.</summary>
    /// <param name="wait">As long as it said; null: it did not.</param>
    public void RecordNoLook(TimeSpan? wait, DateTimeOffset now)
    {
        LookFailures += wait is null ? 1 : 0;
        var isOver = LookFailures >= TargetPauses.MostFailures || now - UncertainUntil > TargetPauses.LongestDoubt;
        DueAt = isOver ? null : now + (wait ?? TargetPauses.After(LookFailures));
    }

    /// <summary>It is certain that nothing was published.</summary>
    public void RecordUndone(DateTimeOffset now)
    {
        ClearDoubt();
        Postpone("provider_unavailable", reason: null, wait: null, now);
    }

    /// <summary>
    /// A call has published something, and others have written here meanwhile. A person may have decided for another call, which has not
    /// been made yet: there is no need for it. But a part that a look has counted is no news, and those after it may be published.
    /// </summary>
    /// <param name="part">Which of a thread's parts was published; null: the whole post.</param>
    public bool Lacks(Guid attemptId, int? part) =>
        AttemptId == attemptId
        || this is { Status: TargetStatus.Pending, AttemptId: null } && (part is null || Parts < part);

    private void ClearDoubt()
    {
        UncertainSince = null;
        UncertainUntil = null;
    }
}
