using MediatR;

namespace Crm.Application.Publishing.Media;

public sealed record UploadMedia(Stream Content) : IRequest<MediaDto>;

internal sealed class UploadMediaHandler(MediaKeeping keeping) : IRequestHandler<UploadMedia, MediaDto>
{
    public Task<MediaDto> Handle(UploadMedia request, CancellationToken cancellationToken) =>
        keeping.KeepAsync(request.Content, cancellationToken);
}
