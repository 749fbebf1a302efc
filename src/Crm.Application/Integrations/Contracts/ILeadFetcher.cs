using Crm.Domain.Common;

namespace Crm.Application.Integrations.Contracts;

/// <summary>Reads an entry that a webhook only named.</summary>
public interface ILeadFetcher : IProvider
{
    /// <param name="holderId">The id that holds it, where the webhook told; an account may hold several.</param>
    Task<LeadForm> FetchLeadAsync(
        AccountAccess access,
        string leadId,
        string? holderId,
        CancellationToken cancellationToken
    );
}

/// <summary>Announced by the inbox, in the tenant's own scope, for every entry that a webhook named; may come more than once.</summary>
/// <param name="Attempt">How often this event was tried, this time included.</param>
public sealed record LeadReferenced(
    TenantId TenantId,
    Guid AccountId,
    string LeadId,
    string? HolderId,
    DateTimeOffset ReceivedAt,
    int Attempt
);
