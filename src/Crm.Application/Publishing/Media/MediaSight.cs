using Crm.Application.Common;
using Crm.Domain.Publishing.Media;

namespace Crm.Application.Publishing.Media;

/// <summary>
/// Media belong to no venue, so who is limited to venues sees what they uploaded themselves, and what the posts show that they see.
/// </summary>
internal sealed class MediaSight(IMediaDb db, IPublishingDb posts, ICaller caller)
{
    public IQueryable<MediaFile> Files =>
        !caller.Venues.IsLimited
            ? db.MediaFiles
            : db.MediaFiles.Where(media =>
                (caller.Actor.Id != null && media.Uploaders.Contains(caller.Actor.Id.Value))
                || posts.Posts.Any(post => post.MediaUses.Any(use => use.MediaId == media.Id))
            );
}
