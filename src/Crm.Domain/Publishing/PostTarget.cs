using System.Security.Cryptography;
using System.Text;
using Crm.Domain.Common;

namespace Crm.Domain.Publishing;

/// <summary>
/// A post at one account. The intent to publish is stored before the call and the outcome after it, so that whatever happens between
/// the two leaves a trace, and nothing is sent a second time by itself unless the platform has clearly refused it.
/// </summary>
public sealed partial class PostTarget : ITenantOwned, IHasEvents, IVersioned
{
    public const string Missed = "schedule_missed";

    /// <summary>Later than this is no longer what the person asked for.</summary>
    public static readonly TimeSpan Late = TimeSpan.FromHours(1);

    /// <summary>For so long after it was published it is counted, once a day.</summary>
    public static readonly TimeSpan Counted = TimeSpan.FromDays(14);

    private readonly List<DomainEvent> events = [];

    private PostTarget() { }

    public TenantId TenantId { get; private set; }
    public Guid PostId { get; private set; }
    public Guid AccountId { get; private set; }
    public string Platform { get; private set; } = null!;
    public TargetStatus Status { get; private set; }

    /// <summary>When it is to be published; a pause that the platform asked for moves it.</summary>
    public DateTimeOffset? PlannedAt { get; private set; }

    /// <summary>When a worker has to look at it next; whoever looks moves it. Null: there is nothing to do.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>The publishing call that is under way, or was when its worker died.</summary>
    public DateTimeOffset? IntentAt { get; private set; }

    /// <summary>The line of the story that this call is, or was when it came to be in doubt.</summary>
    public Guid? AttemptId { get; private set; }

    /// <summary>Calls that were to publish it.</summary>
    public int Attempts { get; private set; }
    public int Failures { get; private set; }

    /// <summary>Parts of a thread that are published.</summary>
    public int Parts { get; private set; }

    /// <summary>What the publisher has prepared, in its own words.</summary>
    public string? Progress { get; private set; }
    public string? ExternalId { get; private set; }
    public string? Url { get; private set; }
    public string? ErrorCode { get; private set; }
    public string? ErrorReason { get; private set; }

    /// <summary>Counts its plans, so that every change of the post is a change of this row: a worker that has read the old text loses.</summary>
    public int Revision { get; private set; }

    /// <summary>SHA-256 of the text as this platform gets it, to know the same text again.</summary>
    public byte[] TextHash { get; private set; } = null!;
    public DateTimeOffset? PublishedAt { get; private set; }
    public DateTimeOffset? CountedAt { get; private set; }
    public uint Version { get; private set; }

    public IReadOnlyList<DomainEvent> Events => events;

    /// <summary>The platform has something of it, or may have.</summary>
    public bool WasBegun =>
        Status is TargetStatus.Published or TargetStatus.Unknown
        || IntentAt is not null
        || Parts > 0
        || UncertainSince is not null;

    public void ClearEvents() => events.Clear();

    public static PostTarget Create(TenantId tenantId, Guid postId, Guid accountId, string platform) =>
        new()
        {
            TenantId = tenantId,
            PostId = postId,
            AccountId = accountId,
            Platform = platform,
        };

    /// <param name="at">Null: not until somebody says so.</param>
    public void Plan(DateTimeOffset? at, string text)
    {
        TextHash = HashOf(text);
        Status = TargetStatus.Pending;
        Revision++;
        PlannedAt = at;
        DueAt = at;
        Progress = null;
        Failures = 0;
        ClearError();
    }

    /// <summary>A person has moved its time since a worker leased it.</summary>
    public bool IsEarly(DateTimeOffset now) => Status is TargetStatus.Pending && PlannedAt > now;

    public bool IsTooLate(DateTimeOffset now) => Parts == 0 && PlannedAt is { } planned && now - planned > Late;

    /// <summary>The time has passed while the system was down, or while the platform made nothing of what it was given.</summary>
    public void RecordTooLate(DateTimeOffset now)
    {
        if (Status is TargetStatus.Publishing)
        {
            Fail("provider_unavailable", "reason_processing_too_long", now);
        }
        else
        {
            Fail(Missed, reason: null, now);
        }
    }

    /// <param name="until">When another worker may take this one for dead.</param>
    public void BeginPreparing(DateTimeOffset until)
    {
        Status = TargetStatus.Publishing;
        DueAt = until;
    }

    public void RecordProgress(string? progress, DateTimeOffset until)
    {
        Progress = progress;
        DueAt = until;
        Failures = 0;
    }

    /// <summary>The intent; the call follows its commit.</summary>
    /// <param name="until">When another worker may take this one for dead.</param>
    public void BeginPublishing(Guid attemptId, string? progress, DateTimeOffset now, DateTimeOffset until)
    {
        Status = TargetStatus.Publishing;
        AttemptId = attemptId;
        Progress = progress;
        IntentAt = now;
        DueAt = until;
        Attempts++;
    }

    /// <param name="externalId">Null: the platform did not tell.</param>
    public void RecordPublished(string? externalId, string? url, DateTimeOffset now)
    {
        Status = TargetStatus.Published;
        ExternalId = externalId;
        Url = url;
        PublishedAt = now;
        ClearDoubt();
        AttemptId = null;
        Settle(dueAt: null);
        ClearError();
        events.Add(new PostPublished(now, PostId, AccountId, Platform));
    }

    /// <summary>One of several; the next is due at once.</summary>
    public void RecordPart(string progress, DateTimeOffset now)
    {
        Status = TargetStatus.Publishing;
        Parts++;
        Progress = progress;
        ClearDoubt();
        AttemptId = null;
        Failures = 0;
        Settle(now);
        ClearError();
    }

    /// <summary>The platform, or what stands before it, has turned it away, and waiting does not help.</summary>
    public void Fail(string code, string? reason, DateTimeOffset now)
    {
        Status = TargetStatus.Failed;
        Settle(dueAt: null);
        ErrorCode = code;
        ErrorReason = reason;
        AttemptId = null;
        // What was prepared may be what was refused; but what is in doubt is looked for by it.
        Progress = Parts > 0 || UncertainSince is not null ? Progress : null;
        events.Add(new PostFailed(now, PostId, AccountId, Platform, code));
    }

    /// <summary>Turned away for now: goes on by itself.</summary>
    /// <param name="wait">As long as the platform said, and the time of the post moves with it; null: it did not.</param>
    public void Postpone(string code, string? reason, TimeSpan? wait, DateTimeOffset now)
    {
        if (wait is null && ++Failures >= TargetPauses.MostFailures)
        {
            Fail(code, reason, now);
            return;
        }

        Status = TargetStatus.Pending;
        AttemptId = null;
        Settle(now + (wait ?? TargetPauses.After(Failures)));
        PlannedAt = wait is null ? PlannedAt : DueAt;
        ErrorCode = code;
        ErrorReason = reason;
    }

    public void Retry(DateTimeOffset now)
    {
        Status = TargetStatus.Pending;
        AttemptId = null;
        PlannedAt = now;
        DueAt = now;
        Failures = 0;
        ClearError();
    }

    public void RecordCount(DateTimeOffset now) => CountedAt = now;

    public static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private void Settle(DateTimeOffset? dueAt)
    {
        IntentAt = null;
        DueAt = dueAt;
    }

    private void ClearError()
    {
        ErrorCode = null;
        ErrorReason = null;
    }
}
