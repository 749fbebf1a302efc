namespace Crm.Application.Integrations.Accounts;

/// <param name="WebhookUrl">The address to register at the provider; shown to admins only, since whoever knows it can post to it.</param>
/// <param name="WebhookKey">What to type beside the address, where the platform repeats it in every delivery; to admins only.</param>
/// <param name="RedirectUri">The exact one to register at the provider.</param>
/// <param name="AcceptsUnsigned">Whether the webhook address takes deliveries without a signature.</param>
public sealed record AccountDto(
    Guid Id,
    string Platform,
    string Name,
    string Status,
    string? ExternalId,
    string? DisplayName,
    string? Username,
    string? AvatarUrl,
    IReadOnlyList<string> Scopes,
    IReadOnlyDictionary<string, CredentialDto> Credentials,
    AccountHealthDto Health,
    string? WebhookUrl,
    string? WebhookKey,
    string? RedirectUri,
    bool AcceptsUnsigned,
    IReadOnlyList<Guid> VenueIds,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? LastSyncedAt
);

public sealed record CredentialDto(bool Set, string? Hint, DateTimeOffset UpdatedAt);

/// <param name="LastUsedAt">The last call, lead or event within ninety days; what keeps the connection alive is no use of it.</param>
/// <param name="UseCount30Days">How many there were in the last thirty days.</param>
public sealed record AccountHealthDto(
    DateTimeOffset? LastOkAt,
    AccountErrorDto? LastError,
    int? CredentialAgeDays,
    DateTimeOffset? AccessTokenExpiresAt,
    DateTimeOffset? RefreshTokenExpiresAt,
    DateTimeOffset? LastUsedAt,
    int UseCount30Days
);

/// <param name="Code">A problem code.</param>
/// <param name="Message">What happened, in the provider's words where there are any.</param>
/// <param name="Remedy">What to do, in the caller's language.</param>
public sealed record AccountErrorDto(string Code, string? Message, DateTimeOffset At, string? Remedy);
