using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Tenancy;

public sealed record GetTenant : IRequest<TenantDto>;

internal sealed class GetTenantHandler(ITenancyDb db) : IRequestHandler<GetTenant, TenantDto>
{
    public async Task<TenantDto> Handle(GetTenant request, CancellationToken cancellationToken) =>
        TenantDto.From(await db.Tenants.AsNoTracking().SingleAsync(cancellationToken));
}
