using Crm.Application.Tenancy.Contracts;

namespace Crm.Infrastructure.ApiTokens;

/// <summary>Stands in until plans have limits.</summary>
internal sealed class NoPlanLimits : IPlanLimits
{
    public Task RequireRoomAsync(PlanResource resource, int inUse, CancellationToken cancellationToken) =>
        Task.CompletedTask;
}
