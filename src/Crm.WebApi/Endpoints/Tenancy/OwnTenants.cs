using Crm.Application.Common;
using Crm.Application.Tenancy;
using Crm.Domain.Common;
using Crm.WebApi.Authentication;
using MediatR;

namespace Crm.WebApi.Endpoints.Tenancy;

/// <summary>
/// Asks in another of the caller's tenants, in a scope of its own: what the database shows there is what it shows to that tenant, and the
/// caller has the role and the venues that they have there.
/// </summary>
internal sealed class OwnTenants(IServiceScopeFactory scopes, Caller caller)
{
    /// <returns>Null where the person has no place any more.</returns>
    public async Task<TAnswer?> AskAsync<TAnswer>(
        Guid tenantId,
        Func<IMediator, OwnPlace, Task<TAnswer>> ask,
        CancellationToken cancellationToken
    )
        where TAnswer : class
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        services.GetRequiredService<ITenantContext>().Set(new TenantId(tenantId));
        var mediator = services.GetRequiredService<IMediator>();
        if (await mediator.Send(new GetOwnPlace(caller.PersonId), cancellationToken) is not { } place)
        {
            return null;
        }

        services
            .GetRequiredService<Caller>()
            .SetPerson(
                caller.FamilyId,
                caller.Session with
                {
                    Role = place.Role,
                    VenueIds = place.VenueIds,
                    SubscriptionStatus = null,
                    PeriodEndsAt = null,
                },
                caller.Actor.Address
            );

        return await ask(mediator, place);
    }
}
