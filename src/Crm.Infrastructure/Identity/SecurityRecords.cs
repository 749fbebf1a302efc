using Crm.Application.Common;
using Crm.Application.Identity;
using Crm.Application.Identity.Contracts;
using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Common;

namespace Crm.Infrastructure.Identity;

internal sealed class SecurityRecords(
    IAuditTrail audit,
    ITenantContext tenant,
    IPeople people,
    IMemberships memberships
) : ISecurityRecords
{
    public async Task RecordAsync(string action, Guid personId, CancellationToken cancellationToken)
    {
        if (!tenant.IsSet && await ChooseAsync(personId, cancellationToken) is { } tenantId)
        {
            tenant.Set(new TenantId(tenantId));
        }

        // A platform administrator belongs to no tenant, whose trail it could stand in.
        if (tenant.IsSet)
        {
            await audit.RecordAsync(new AuditEntry(action, "person", personId), cancellationToken);
        }
    }

    private async Task<Guid?> ChooseAsync(Guid personId, CancellationToken cancellationToken)
    {
        var person = await people.FindAsync(personId, cancellationToken);
        var places = await memberships.OfAsync(personId, cancellationToken);
        var place = places.FirstOrDefault(place => place.TenantId == person?.LastTenantId);

        return (place ?? (places.Count > 0 ? places[0] : null))?.TenantId;
    }
}
