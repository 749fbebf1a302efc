using System.Data.Common;
using Crm.Application.Common;
using Crm.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Publishing.Media;

/// <summary>Only what no post refers to: a post that was published keeps what it showed.</summary>
public sealed record DeleteMedia(Guid MediaId) : IRequest;

internal sealed class DeleteMediaHandler(IMediaDb db, MediaSight sight, IMediaStore store)
    : AsyncRequestHandler<DeleteMedia>
{
    private const string ForeignKey = "23503";

    protected override async Task Handle(DeleteMedia request, CancellationToken cancellationToken)
    {
        var media =
            await sight.Files.SingleOrDefaultAsync(media => media.Id == request.MediaId, cancellationToken)
            ?? throw new NotFoundException("Media");
        if (await store.IsUsedAsync(media.TenantId, media.Id, cancellationToken))
        {
            throw new DomainException("media_in_use");
        }

        db.MediaFiles.Remove(media);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        // A post came to refer to it in this very moment.
        catch (DbUpdateException exception) when (exception.InnerException is DbException { SqlState: ForeignKey })
        {
            throw new DomainException("media_in_use");
        }
    }
}
