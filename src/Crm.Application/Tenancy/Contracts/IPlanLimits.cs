using Crm.Domain.Common;

namespace Crm.Application.Tenancy.Contracts;

/// <summary>What the tenant's plan allows.</summary>
public interface IPlanLimits
{
    /// <param name="inUse">How many there are before another one is added.</param>
    /// <exception cref="DomainException"><c>plan_limit_reached</c>, naming limit and use.</exception>
    Task RequireRoomAsync(PlanResource resource, int inUse, CancellationToken cancellationToken);
}

public enum PlanResource
{
    Accounts,
    Members,
    ApiTokens,
    LeadsPerMonth,
}
