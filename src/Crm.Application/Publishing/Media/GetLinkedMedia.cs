using Crm.Application.Common;
using FluentValidation;
using MediatR;

namespace Crm.Application.Publishing.Media;

/// <summary>The bytes for whoever has an address made for a provider. Forged, expired and deleted are one and the same to them.</summary>
public sealed record GetLinkedMedia(string Token) : IRequest<MediaContent>;

internal sealed class GetLinkedMediaValidator : AbstractValidator<GetLinkedMedia>
{
    public GetLinkedMediaValidator() => RuleFor(request => request.Token).NotNull();
}

internal sealed class GetLinkedMediaHandler(IMediaLinks links, IMediaStore store)
    : IRequestHandler<GetLinkedMedia, MediaContent>
{
    public async Task<MediaContent> Handle(GetLinkedMedia request, CancellationToken cancellationToken) =>
        await links.ReadAsync(request.Token, cancellationToken) is var (tenantId, mediaId)
        && await store.OpenAsync(tenantId, mediaId, cancellationToken) is { } content
            ? content
            : throw new NotFoundException("Media");
}
