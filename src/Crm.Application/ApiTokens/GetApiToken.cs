using Crm.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.ApiTokens;

public sealed record GetApiToken(Guid TokenId) : IRequest<ApiTokenDto>;

internal sealed class GetApiTokenHandler(IApiTokensDb db, ICaller caller) : IRequestHandler<GetApiToken, ApiTokenDto>
{
    public async Task<ApiTokenDto> Handle(GetApiToken request, CancellationToken cancellationToken)
    {
        var found =
            await db.WithUse(db.Visible(caller.Venues).Where(token => token.Id == request.TokenId))
                .SingleOrDefaultAsync(cancellationToken)
            ?? throw new NotFoundException("API token");

        return ApiTokenDto.From(found.Token, found.Activity);
    }
}
