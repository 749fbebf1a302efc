using Crm.Domain.Common;

namespace Crm.Domain.Publishing;

/// <summary>A post shows a file, which is therefore kept.</summary>
public sealed class PostMediaUse : ITenantOwned
{
    private PostMediaUse() { }

    public TenantId TenantId { get; private set; }
    public Guid PostId { get; private set; }
    public Guid MediaId { get; private set; }

    public static PostMediaUse Create(Post post, Guid mediaId) =>
        new()
        {
            TenantId = post.TenantId,
            PostId = post.Id,
            MediaId = mediaId,
        };
}
