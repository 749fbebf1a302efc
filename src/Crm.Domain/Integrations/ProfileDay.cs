using Crm.Domain.Common;

namespace Crm.Domain.Integrations;

/// <summary>How an account stood when it was last synced on a day (UTC); what a scope does not allow is null.</summary>
public sealed class ProfileDay : ITenantOwned
{
    private ProfileDay() { }

    public TenantId TenantId { get; private set; }
    public Guid AccountId { get; private set; }
    public DateOnly Day { get; private set; }
    public long? FollowerCount { get; private set; }
    public long? FollowingCount { get; private set; }
    public long? LikesCount { get; private set; }
    public long? VideoCount { get; private set; }

    public static ProfileDay Create(Account account, DateOnly day) =>
        new()
        {
            TenantId = account.TenantId,
            AccountId = account.Id,
            Day = day,
        };

    public void Replace(Profile profile)
    {
        FollowerCount = profile.FollowerCount;
        FollowingCount = profile.FollowingCount;
        LikesCount = profile.LikesCount;
        VideoCount = profile.VideoCount;
    }
}
