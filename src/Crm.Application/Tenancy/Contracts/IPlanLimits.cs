using Crm.Domain.Common;

namespace Crm.Application.Tenancy.Contracts;

/// <summary>What the tenant's plan allows.</summary>
public interface IPlanLimits
{
    /// <summary>
    /// Opens the transaction, or joins the one that runs, in which nobody else adds to the same resource: what the caller saves
    /// before <see cref="IPlanRoom.TakeAsync"/> is committed by it.
    /// </summary>
    /// <param name="inUse">How many there are before another one is added.</param>
    /// <exception cref="DomainException"><c>plan_limit_reached</c>, naming limit and use.</exception>
    Task<IPlanRoom> RequireRoomAsync(PlanResource resource, Func<Task<int>> inUse, CancellationToken cancellationToken);
}

/// <summary>Room for one more; given back when it is disposed without having been taken.</summary>
public interface IPlanRoom : IAsyncDisposable
{
    Task TakeAsync(CancellationToken cancellationToken);
}

public enum PlanResource
{
    Accounts,
    Members,
    ApiTokens,
    LeadsPerMonth,
}
