using Crm.Domain.Common;

namespace Crm.Application.Tenancy.Contracts;

/// <summary>
/// The leads that the tenant's plan allows a month. For leads that a caller creates: what arrives by a webhook or from a
/// hotspot counts and is never refused.
/// </summary>
public interface ILeadAllowance
{
    /// <summary>Answers from memory but for the first lead of a tenant, or when there seems to be no room.</summary>
    /// <returns>The lead's place; dispose it once the lead is committed or has failed.</returns>
    /// <exception cref="DomainException"><c>plan_limit_reached</c>, naming limit and use.</exception>
    ValueTask<IDisposable> TakeOneAsync();
}
