namespace Crm.Domain.Integrations;

/// <summary>Who stands behind a connection, as the provider says.</summary>
/// <param name="ExternalId">The provider's own id of the account.</param>
/// <param name="IsExclusive">It serves one customer at a time.</param>
/// <param name="FormerId">Another id by which the same account was known here, before the provider gave its own.</param>
/// <param name="Scopes">What was granted, which may be less than what was asked for.</param>
public sealed record ConnectedIdentity(
    string ExternalId,
    string? DisplayName,
    string? Username,
    string? AvatarUrl,
    IReadOnlyList<string> Scopes,
    bool IsExclusive = false,
    string? FormerId = null
);
