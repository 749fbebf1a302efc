using Crm.Application.Common;

namespace Crm.Application.Tenancy.Contracts;

/// <summary>What other modules need to know of the current tenant.</summary>
public interface ITenantFacts
{
    /// <exception cref="NotFoundException">There is none of that id, as a platform administrator may have named.</exception>
    Task RequireAsync(CancellationToken cancellationToken);

    /// <summary>The IANA name of its time zone.</summary>
    Task<string> GetTimeZoneAsync(CancellationToken cancellationToken);

    /// <summary>Trialing, active or past due.</summary>
    Task<bool> HasActiveSubscriptionAsync(CancellationToken cancellationToken);
}
