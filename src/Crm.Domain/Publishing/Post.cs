using Crm.Domain.Common;

namespace Crm.Domain.Publishing;

/// <summary>Something to publish at one or more accounts, now or at a time.</summary>
public sealed class Post : ITenantOwned, IVersioned
{
    private readonly List<PostTarget> targets = [];
    private readonly List<PostMediaUse> mediaUses = [];

    private Post() { }

    public TenantId TenantId { get; private set; }
    public Guid Id { get; private set; }
    public PostBody Body { get; private set; } = null!;
    public bool IsDraft { get; private set; }

    /// <summary>Null: as soon as it is not a draft.</summary>
    public DateTimeOffset? PublishAt { get; private set; }

    /// <summary>The time as it was asked for, where it was asked for by the clock on a wall.</summary>
    public WallClockTime? PublishLocal { get; private set; }
    public Guid? CreatedBy { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset UpdatedAt { get; private set; }
    public uint Version { get; private set; }

    public IReadOnlyList<PostTarget> Targets => targets;

    public IReadOnlyList<PostMediaUse> MediaUses => mediaUses;

    public static Post Create(
        TenantId tenantId,
        PostBody body,
        IEnumerable<(Guid AccountId, string Platform)> accounts,
        PostTime time,
        Guid? createdBy,
        DateTimeOffset now
    )
    {
        var post = new Post
        {
            TenantId = tenantId,
            Id = Guid.CreateVersion7(now),
            CreatedBy = createdBy,
            CreatedAt = now,
        };
        post.Change(body, accounts, time, now);

        return post;
    }

    /// <exception cref="DomainException"><c>post_already_sent</c>: at least one platform has it, or may have it.</exception>
    public void Change(
        PostBody body,
        IEnumerable<(Guid AccountId, string Platform)> accounts,
        PostTime time,
        DateTimeOffset now
    )
    {
        RequireUnsent();
        Body = body;
        IsDraft = time.IsDraft;
        PublishLocal = time.Local;
        PublishAt = time.At;
        UpdatedAt = now;

        var shown = body.Media.Select(media => media.MediaId).ToHashSet();
        mediaUses.RemoveAll(use => !shown.Remove(use.MediaId));
        mediaUses.AddRange(shown.Select(mediaId => PostMediaUse.Create(this, mediaId)));

        var wanted = accounts.ToList();
        targets.RemoveAll(target => wanted.TrueForAll(account => account.AccountId != target.AccountId));
        foreach (var (accountId, platform) in wanted)
        {
            if (targets.Find(target => target.AccountId == accountId) is not { } target)
            {
                target = PostTarget.Create(TenantId, Id, accountId, platform);
                targets.Add(target);
            }

            target.Plan(IsDraft ? null : PublishAt ?? now, body.TextFor(platform));
        }
    }

    /// <summary>Sends again what failed, and what nobody knows the end of where a person has confirmed that.</summary>
    /// <exception cref="DomainException"><c>post_not_failed</c>; <c>confirmation_required</c>.</exception>
    public void Retry(bool isConfirmed, Guid? accountId, DateTimeOffset now)
    {
        var asked = targets.Where(target => accountId is null || target.AccountId == accountId).ToList();
        var ended = asked.Where(target => target.Status is TargetStatus.Failed or TargetStatus.Unknown).ToList();
        if (ended.Count == 0)
        {
            throw new DomainException("post_not_failed");
        }

        if (!isConfirmed && ended.Exists(target => target.UncertainSince is not null))
        {
            throw new DomainException("confirmation_required");
        }

        ended.ForEach(target => target.Retry(now));
        UpdatedAt = now;
    }

    public void RequireUnsent()
    {
        if (targets.Exists(target => target.WasBegun))
        {
            throw new DomainException("post_already_sent");
        }
    }
}

/// <summary>When a post is to be published.</summary>
/// <param name="At">Null: at once.</param>
/// <param name="Local">The same moment as it was asked for, by a clock on a wall.</param>
/// <param name="IsDraft">Not until somebody says so, whatever the time.</param>
public sealed record PostTime(DateTimeOffset? At, WallClockTime? Local, bool IsDraft);
