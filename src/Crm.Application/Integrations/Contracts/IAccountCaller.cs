using Crm.Application.Common;

namespace Crm.Application.Integrations.Contracts;

/// <summary>
/// Calls a provider for other modules in the name of a connected account: with a live token that is renewed once when it is refused,
/// behind the company's gate, with a line in the integration log and the account's health kept, whatever the outcome.
/// </summary>
public interface IAccountCaller
{
    /// <param name="action">The log's name of the call, for example <c>publish_post</c>.</param>
    /// <param name="requestId">The provider's own name of the call, where the answer holds it.</param>
    /// <exception cref="NotFoundException">The account is gone, or not the caller's to see.</exception>
    /// <exception cref="ProviderException">Refused or failed; <c>integration_not_configured</c> where the account is not connected.</exception>
    Task<T> CallAsync<T>(
        Guid accountId,
        string action,
        Func<AccountAccess, Task<T>> call,
        Func<T, string?> requestId,
        CancellationToken cancellationToken
    );

    /// <summary>The accounts of these ids that the caller may see; the others are left out.</summary>
    Task<IReadOnlyList<CallableAccount>> FindAsync(
        IReadOnlyCollection<Guid> accountIds,
        CancellationToken cancellationToken
    );
}

/// <param name="NeedsReauth">It was connected, and only a person can connect it again.</param>
public sealed record CallableAccount(
    Guid Id,
    string Platform,
    string Name,
    string? ExternalId,
    bool IsConnected,
    bool NeedsReauth,
    IReadOnlyList<string> Scopes,
    IReadOnlyList<Guid> VenueIds
);
