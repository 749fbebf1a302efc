using Crm.Domain.Common;

namespace Crm.Domain.Integrations;

/// <summary>The profile as it was at the last sync; what a scope does not allow is null.</summary>
public sealed class Profile : ITenantOwned
{
    private Profile() { }

    public TenantId TenantId { get; private set; }
    public Guid AccountId { get; private set; }
    public string? ProfileLink { get; private set; }
    public string? Bio { get; private set; }
    public bool? IsVerified { get; private set; }
    public long? FollowerCount { get; private set; }
    public long? FollowingCount { get; private set; }
    public long? LikesCount { get; private set; }
    public long? VideoCount { get; private set; }
    public DateTimeOffset SyncedAt { get; private set; }

    public static Profile Create(Account account) => new() { TenantId = account.TenantId, AccountId = account.Id };

    public void Replace(
        string? profileLink,
        string? bio,
        bool? isVerified,
        long? followerCount,
        long? followingCount,
        long? likesCount,
        long? videoCount,
        DateTimeOffset now
    )
    {
        ProfileLink = profileLink;
        Bio = bio;
        IsVerified = isVerified;
        FollowerCount = followerCount;
        FollowingCount = followingCount;
        LikesCount = likesCount;
        VideoCount = videoCount;
        SyncedAt = now;
    }
}
