using Crm.Domain.Common;

namespace Crm.Domain.Publishing;

/// <summary>How a post stood when it was last counted on a day (UTC); what the platform does not tell is null.</summary>
public sealed class PostCount : ITenantOwned
{
    private PostCount() { }

    public TenantId TenantId { get; private set; }
    public Guid PostId { get; private set; }
    public Guid AccountId { get; private set; }
    public DateOnly Day { get; private set; }
    public long? Views { get; private set; }
    public long? Likes { get; private set; }
    public long? Comments { get; private set; }
    public long? Shares { get; private set; }

    public static PostCount Create(PostTarget target, DateOnly day) =>
        new()
        {
            TenantId = target.TenantId,
            PostId = target.PostId,
            AccountId = target.AccountId,
            Day = day,
        };

    public void Replace(long? views, long? likes, long? comments, long? shares)
    {
        Views = views;
        Likes = likes;
        Comments = comments;
        Shares = shares;
    }
}
