using Crm.Application.Common;

namespace Crm.Application.Integrations.Contracts;

/// <summary>Accounts of the tenant whose platform sends leads, as far as the caller may see them, and what their providers still hold.</summary>
public interface ILeadAccounts
{
    Task<IReadOnlyList<LeadAccount>> ListAsync(CancellationToken cancellationToken);

    /// <exception cref="NotFoundException">Not there, or not the caller's to see.</exception>
    Task<LeadAccount> GetAsync(Guid accountId, CancellationToken cancellationToken);

    /// <exception cref="ProviderException">The account's health and log say why.</exception>
    Task<IReadOnlyList<SourceForm>> ListFormsAsync(Guid accountId, CancellationToken cancellationToken);

    /// <summary>What was read until the provider failed is there, too.</summary>
    Task<ReadLeads> ReadLeadsAsync(
        Guid accountId,
        string formId,
        DateTimeOffset since,
        CancellationToken cancellationToken
    );

    /// <summary>Every form was listed and read to its end.</summary>
    Task RecordPullAsync(Guid accountId, CancellationToken cancellationToken);
}

/// <param name="KeptFor">How long the provider keeps entries; null: it lets nobody read them, so nothing can be proven.</param>
public sealed record LeadAccount(Guid Id, string Platform, string Name, bool IsConnected, TimeSpan? KeptFor);

/// <param name="Trouble">Null: read to the end.</param>
public sealed record ReadLeads(IReadOnlyList<LeadForm> Leads, ProviderException? Trouble);
