namespace Crm.Application.Integrations.Contracts;

/// <summary>A person withdrew what they had allowed, as far as the provider says; announced in the tenant's own scope.</summary>
/// <param name="AccountId">The account at whose own address it arrived.</param>
/// <param name="ExternalId">Whose grant it was.</param>
public sealed record AuthorizationWithdrawn(
    Guid EventId,
    string Platform,
    Guid? AccountId,
    string? ExternalId,
    string Type,
    DateTimeOffset OccurredAt,
    string? Reason
);

/// <summary>What a delivery holds that is to be written into the integration log, all at once.</summary>
public sealed record ProviderNoticesReceived(
    Guid EventId,
    string Platform,
    Guid? AccountId,
    IReadOnlyList<ProviderNotice> Notices
);

/// <param name="ExternalId">Whose it is.</param>
/// <param name="Type">The provider's own name of it.</param>
public sealed record ProviderNotice(string? ExternalId, string Type, string? ExternalReference);
