using Crm.Domain.Common;

namespace Crm.Application.Tenancy.Contracts;

/// <summary>What the tenant's plan allows.</summary>
public interface IPlanLimits
{
    /// <summary>Near the limit, of those who add at once only one can save: the others' count is out of date.</summary>
    /// <param name="inUse">Counts how many there are before another one is added.</param>
    /// <exception cref="DomainException"><c>plan_limit_reached</c>, naming the limit.</exception>
    Task RequireRoomAsync(PlanResource resource, Func<Task<int>> inUse, CancellationToken cancellationToken);
}

public enum PlanResource
{
    Accounts,
    Members,
    ApiTokens,
    LeadsPerMonth,
}
