using Crm.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Publishing.Media;

public sealed record GetMediaContent(Guid MediaId) : IRequest<MediaContent>;

internal sealed class GetMediaContentHandler(MediaSight sight, IMediaStore store, ITenantContext tenant)
    : IRequestHandler<GetMediaContent, MediaContent>
{
    public async Task<MediaContent> Handle(GetMediaContent request, CancellationToken cancellationToken) =>
        await sight.Files.AnyAsync(media => media.Id == request.MediaId, cancellationToken)
        && await store.OpenAsync(tenant.TenantId, request.MediaId, cancellationToken) is { } content
            ? content
            : throw new NotFoundException("Media");
}
