using Crm.Application.Common;
using Crm.Domain.Publishing.Media;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Publishing.Media;

/// <summary>What uploading and fetching have in common: looked at, stored once, answered.</summary>
internal sealed class MediaKeeping(
    IMediaDb db,
    IMediaIntake intake,
    IMediaStore store,
    ITenantContext tenant,
    ICaller caller,
    TimeProvider time
)
{
    public async Task<MediaDto> KeepAsync(Stream source, CancellationToken cancellationToken)
    {
        await using var incoming = await intake.TakeAsync(source, cancellationToken);
        var media = MediaFile.Create(
            tenant.TenantId,
            incoming.Sha256,
            incoming.Size,
            incoming.Facts,
            caller.Actor.Id,
            time.GetUtcNow()
        );
        var id = await store.KeepAsync(media, incoming.Bytes, cancellationToken);

        return await db
            .MediaFiles.Where(file => file.Id == id)
            .Select(MediaDto.FromEntity)
            .SingleAsync(cancellationToken);
    }
}
