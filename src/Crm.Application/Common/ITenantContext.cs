using Crm.Domain.Common;

namespace Crm.Application.Common;

/// <summary>The tenant of the running scope. Reading it before it was set throws.</summary>
public interface ITenantContext
{
    TenantId TenantId { get; }

    bool IsSet { get; }

    /// <summary>Set once a scope: by authentication, by sign-in once the tenant is chosen, or by whoever opens a scope for due work.</summary>
    void Set(TenantId tenantId);
}
