namespace Crm.Application.Tenancy;

/// <summary>How much of what a plan limits is in use.</summary>
public interface IPlanUse
{
    Task<PlanUse> CountAsync(CancellationToken cancellationToken);
}

/// <param name="Members">Pending invitations among them.</param>
/// <param name="LeadsThisMonth">Since the month began in the tenant's time zone, however they came.</param>
public sealed record PlanUse(int Accounts, int Members, int ApiTokens, int LeadsThisMonth);
