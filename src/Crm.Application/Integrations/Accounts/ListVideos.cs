using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using FluentValidation;
using FluentValidation.Results;
using MediatR;

namespace Crm.Application.Integrations.Accounts;

/// <summary>A page of the account's public videos, read from the provider now.</summary>
/// <param name="Cursor">The provider's own, as the last page named it.</param>
public sealed record ListVideos(Guid AccountId, string? Cursor, int MaxCount) : IRequest<VideosDto>;

public sealed record VideosDto(IReadOnlyList<ProviderVideo> Data, string? NextCursor, bool HasMore);

internal sealed class ListVideosValidator : AbstractValidator<ListVideos>
{
    public ListVideosValidator() =>
        RuleFor(request => request.MaxCount).InclusiveBetween(1, 20).OverridePropertyName("max_count");
}

internal sealed class ListVideosHandler(IIntegrationsDb db, ProviderCatalog providers, AccountCalls calls)
    : IRequestHandler<ListVideos, VideosDto>
{
    public async Task<VideosDto> Handle(ListVideos request, CancellationToken cancellationToken)
    {
        var account = await db.GetAccountAsync(request.AccountId, cancellationToken);
        var reader = providers.Get<IVideoReader>(account.Platform);
        if (request.Cursor is { } cursor && !reader.IsCursor(cursor))
        {
            throw new ValidationException([new ValidationFailure("cursor", "Must be a nextCursor of this list.")]);
        }

        var page = await calls.CallAsync(
            account,
            "videos",
            access =>
                account.Scopes.Contains(reader.RequiredScope, StringComparer.Ordinal)
                    ? reader.ReadVideosAsync(access.RequiredToken, request.Cursor, request.MaxCount, cancellationToken)
                    : throw new ProviderException("permission_denied", account.Platform, reader.RequiredScope, null),
            answer => Task.FromResult(answer.RequestId),
            cancellationToken
        );

        return new(page.Videos, page.NextCursor, page.HasMore);
    }
}
