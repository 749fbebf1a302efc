using Crm.Application.Common.Fetching;
using FluentValidation;
using MediatR;

namespace Crm.Application.Publishing.Media;

/// <param name="Url">A public address, over http or https, that gives the file itself.</param>
public sealed record FetchMedia(string Url) : IRequest<MediaDto>;

internal sealed class FetchMediaValidator : AbstractValidator<FetchMedia>
{
    public FetchMediaValidator() =>
        RuleFor(request => request.Url).Must(url => PublicUrl.Parse(url) is not null).WithErrorCode("public_url");
}

internal sealed class FetchMediaHandler(MediaKeeping keeping, IPublicFetcher fetcher)
    : IRequestHandler<FetchMedia, MediaDto>
{
    public Task<MediaDto> Handle(FetchMedia request, CancellationToken cancellationToken) =>
        fetcher.GetAsync(PublicUrl.Parse(request.Url)!, keeping.KeepAsync, cancellationToken);
}
