using Crm.Domain.Common;

namespace Crm.Domain.Publishing;

/// <summary>A line of a post's story: a call that was to publish it, or to find out what became of it.</summary>
public sealed class PostAttempt : ITenantOwned
{
    public const string Publish = "publish";
    public const string LookUp = "look_up";
    public const string Prepare = "prepare";

    private PostAttempt() { }

    public TenantId TenantId { get; private set; }
    public Guid Id { get; private set; }
    public Guid PostId { get; private set; }
    public Guid AccountId { get; private set; }
    public string Action { get; private set; } = null!;
    public DateTimeOffset StartedAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>published, part_published, refused, postponed, lost, found, not_found, not_published; null: under way.</summary>
    public string? Outcome { get; private set; }
    public string? Code { get; private set; }
    public string? Reason { get; private set; }

    /// <summary>The provider's own name of the call.</summary>
    public string? RequestId { get; private set; }

    public static PostAttempt Begin(PostTarget target, string action, DateTimeOffset now) =>
        new()
        {
            TenantId = target.TenantId,
            Id = Guid.CreateVersion7(now),
            PostId = target.PostId,
            AccountId = target.AccountId,
            Action = action,
            StartedAt = now,
        };

    public void End(string outcome, string? code, string? reason, string? requestId, DateTimeOffset now)
    {
        EndedAt = now;
        Outcome = outcome;
        Code = code;
        Reason = reason;
        RequestId = requestId;
    }
}
