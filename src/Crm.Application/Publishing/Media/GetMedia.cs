using Crm.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Publishing.Media;

public sealed record GetMedia(Guid MediaId) : IRequest<MediaDto>;

internal sealed class GetMediaHandler(MediaSight sight) : IRequestHandler<GetMedia, MediaDto>
{
    public async Task<MediaDto> Handle(GetMedia request, CancellationToken cancellationToken) =>
        await sight
            .Files.Where(media => media.Id == request.MediaId)
            .Select(MediaDto.FromEntity)
            .SingleOrDefaultAsync(cancellationToken)
        ?? throw new NotFoundException("Media");
}
