using Crm.Domain.Common;

namespace Crm.Application.Integrations.Connections;

/// <summary>What connecting must know before or across tenants.</summary>
public interface IConnectionLookup
{
    /// <summary>Takes a state away: whoever asks first has it, and nobody after. Null: unknown or spent.</summary>
    Task<TakenState?> TakeStateAsync(byte[] stateHash, CancellationToken cancellationToken);

    /// <summary>Null for what we never issued, what was used, replaced or made void, and what has expired: all one to whoever asks.</summary>
    Task<FoundReconnectLink?> FindReconnectLinkAsync(
        byte[] secretHash,
        DateTimeOffset now,
        CancellationToken cancellationToken
    );

    /// <summary>Whether an account but this one, in any tenant, is connected to one of these at the provider or has proven one.</summary>
    Task<bool> IsHeldByAnotherAsync(
        string platform,
        IReadOnlyCollection<string> externalIds,
        Guid accountId,
        CancellationToken cancellationToken
    );

    /// <summary>Null when this person may connect accounts of the tenant now, else the code of what is missing.</summary>
    Task<string?> WhyNotAsync(TenantId tenantId, Guid personId, CancellationToken cancellationToken);
}

public sealed record FoundReconnectLink(TenantId TenantId, Guid AccountId, Guid MadeBy);

/// <param name="LinkHash">Of the reconnect link that began it; the person is then who made the link.</param>
public sealed record TakenState(
    TenantId TenantId,
    Guid AccountId,
    Guid PersonId,
    string Platform,
    byte[] BrowserHash,
    SealedSecret? SealedVerifier,
    string RedirectUri,
    DateTimeOffset ExpiresAt,
    byte[]? LinkHash,
    string? AppId
);
