using Crm.Application.Common;
using Crm.Domain.Common;
using MediatR;

namespace Crm.WebApi.Authentication;

/// <summary>
/// Sends a request as the platform, whose own rows belong to no customer. In a scope of its own: an administrator's sign-in may
/// be one to a customer's tenant, and a scope has one tenant.
/// </summary>
internal sealed class PlatformRequests(IServiceScopeFactory scopes)
{
    public async Task<TAnswer> SendAsync<TAnswer>(IRequest<TAnswer> request, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ITenantContext>().Set(TenantId.Platform);

        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, cancellationToken);
    }
}
