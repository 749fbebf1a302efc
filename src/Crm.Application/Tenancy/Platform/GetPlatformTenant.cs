using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Tenancy.Platform;

/// <summary>The tenant of the scope, as the platform sees it.</summary>
public sealed record GetPlatformTenant : IRequest<PlatformTenantDto>;

internal sealed class GetPlatformTenantHandler(ITenancyDb db) : IRequestHandler<GetPlatformTenant, PlatformTenantDto>
{
    public async Task<PlatformTenantDto> Handle(GetPlatformTenant request, CancellationToken cancellationToken) =>
        PlatformTenantDto.From(
            await db.NamedTenantAsync(cancellationToken),
            await db.Subscriptions.AsNoTracking().SingleAsync(cancellationToken),
            await db.Balances.AsNoTracking().SingleOrDefaultAsync(cancellationToken)
        );
}
