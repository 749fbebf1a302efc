using Crm.Application.Common;
using Crm.Domain.ApiTokens;
using Crm.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.ApiTokens;

/// <summary>The token that calls; a person has none.</summary>
public sealed record GetCurrentToken : IRequest<CurrentTokenDto>;

internal sealed class GetCurrentTokenHandler(IApiTokensDb db, ICaller caller)
    : IRequestHandler<GetCurrentToken, CurrentTokenDto>
{
    public async Task<CurrentTokenDto> Handle(GetCurrentToken request, CancellationToken cancellationToken)
    {
        if (caller.Actor is not { Kind: ActorKind.ApiToken, Id: { } id })
        {
            throw new DomainException("forbidden");
        }

        // It may have been revoked since it was let in.
        var token =
            await db
                .ApiTokens.AsNoTracking()
                .SingleOrDefaultAsync(token => token.Id == id && token.RevokedAt == null, cancellationToken)
            ?? throw new DomainException("unauthorized");

        return new(token.Id, token.Name, TokenPermissions.UpTo(token.Permission), token.VenueIds, token.ExpiresAt);
    }
}

/// <param name="VenueIds">Null: every venue.</param>
/// <param name="ExpiresAt">Null: it does not.</param>
public sealed record CurrentTokenDto(
    Guid Id,
    string Name,
    IReadOnlyList<TokenPermission> Permissions,
    IReadOnlyList<Guid>? VenueIds,
    DateTimeOffset? ExpiresAt
);
