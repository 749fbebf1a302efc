using Crm.Application.Common;
using Crm.Application.Identity.Contracts;
using Crm.Domain.Common;
using MediatR;

namespace Crm.Application.Identity.SignIns;

/// <summary>The caller's sign-in goes on in another of their tenants; its tokens of before are spent.</summary>
public sealed record SwitchTenant(Guid TenantId) : IRequest<SessionTokens>;

internal sealed class SwitchTenantHandler(
    IMemberships memberships,
    IPeople people,
    IRefreshFamilies families,
    ISessionTokens tokens,
    ICurrentUser user,
    TimeProvider time
) : IRequestHandler<SwitchTenant, SessionTokens>
{
    public async Task<SessionTokens> Handle(SwitchTenant request, CancellationToken cancellationToken)
    {
        var places = await memberships.OfAsync(user.PersonId, cancellationToken);
        if (places.All(place => place.TenantId != request.TenantId))
        {
            throw new DomainException("forbidden");
        }

        await people.RememberTenantAsync(user.PersonId, request.TenantId, cancellationToken);
        var moved = await families.ChangeAsync(
            user.FamilyId,
            family => family.MoveTo(request.TenantId, time.GetUtcNow()),
            cancellationToken
        );

        return moved is (var family, true)
            ? await tokens.IssueAsync(family, cancellationToken)
            : throw new DomainException("unauthorized");
    }
}
