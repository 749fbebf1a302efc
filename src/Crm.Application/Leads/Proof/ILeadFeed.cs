using Crm.Application.Integrations.Contracts;

namespace Crm.Application.Leads.Proof;

/// <summary>Takes what was read at a provider the way that deliveries take: whatever came by both, and by any number of either, is one.</summary>
public interface ILeadFeed
{
    /// <returns>The keys of those that cannot be read or stored, whatever is tried.</returns>
    Task<IReadOnlySet<string>> AnnounceAsync(
        Guid accountId,
        IReadOnlyList<LeadForm> leads,
        CancellationToken cancellationToken
    );
}
