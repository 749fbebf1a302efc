using Crm.Application.Common;
using Crm.Domain.Common;
using Crm.Infrastructure.Persistence;
using MediatR;

namespace Crm.WebApi.Authentication;

/// <summary>
/// Sends a request for another tenant than the caller's, in a scope of its own, since a scope has one tenant. The caller stays
/// who they are: what a platform administrator changes stands in the customer's audit trail under their id.
/// </summary>
internal sealed class PlatformRequests(IServiceScopeFactory scopes, Caller caller, Precondition precondition)
{
    /// <summary>As the platform, whose own rows belong to no customer.</summary>
    public Task<TAnswer> SendAsync<TAnswer>(IRequest<TAnswer> request, CancellationToken cancellationToken) =>
        SendAsync(request, TenantId.Platform, cancellationToken);

    /// <param name="tenantId">Null: the request finds out itself.</param>
    public async Task<TAnswer> SendAsync<TAnswer>(
        IRequest<TAnswer> request,
        TenantId? tenantId,
        CancellationToken cancellationToken
    )
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        caller.HandTo(services.GetRequiredService<Caller>());
        precondition.HandTo(services.GetRequiredService<Precondition>());
        if (tenantId is { } id)
        {
            services.GetRequiredService<ITenantContext>().Set(id);
        }

        return await services.GetRequiredService<IMediator>().Send(request, cancellationToken);
    }
}
