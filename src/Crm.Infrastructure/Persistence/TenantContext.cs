using Crm.Application.Common;
using Crm.Domain.Common;

namespace Crm.Infrastructure.Persistence;

internal sealed class TenantContext : ITenantContext
{
    private TenantId? current;

    public TenantId TenantId => current ?? throw new InvalidOperationException("No tenant was set for this scope.");

    public bool IsSet => current is not null;

    public void Set(TenantId tenantId)
    {
        if (current is not null && current != tenantId)
        {
            throw new InvalidOperationException("The tenant of a scope cannot change; open a new scope.");
        }

        current = tenantId;
    }
}
