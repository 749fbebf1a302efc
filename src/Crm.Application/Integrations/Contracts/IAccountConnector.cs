using Crm.Domain.Common;

namespace Crm.Application.Integrations.Contracts;

/// <summary>OAuth: sends the person to the provider, exchanges what comes back, and gives the grant back when it is no longer wanted.</summary>
public interface IAccountConnector : IProvider
{
    /// <param name="redirectUri">Byte for byte the one registered with the provider.</param>
    /// <param name="credentials">What was pasted for the account: a customer's own app, where the platform knows such.</param>
    AuthorizationRequest Authorize(string redirectUri, string state, PastedCredentials credentials);

    /// <summary>One call; a code is good for one exchange, so this is never repeated.</summary>
    Task<ConnectedAccount> ExchangeAsync(
        string code,
        string redirectUri,
        Secret? verifier,
        PastedCredentials credentials,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// The app that these credentials stand for, where a customer may bring their own: what one app was granted no other can revoke,
    /// and a provider may know the same person by another id there. Null where there is one app for all, or none is set up.
    /// </summary>
    string? AppOf(PastedCredentials credentials) => null;

    Task RevokeAsync(Secret accessToken, PastedCredentials credentials, CancellationToken cancellationToken);
}

/// <summary>
/// Asks again what a grant proves, for platforms whose grants can lose ids without a word. Ids that were not proven for a
/// week route nothing there; elsewhere an id is good for as long as its connection.
/// </summary>
public interface IIdProver : IProvider
{
    /// <returns>None when the provider says that the grant holds nothing any more.</returns>
    Task<IReadOnlyList<string>> ListProvenIdsAsync(AccountAccess access, CancellationToken cancellationToken);
}

/// <param name="Verifier">The PKCE verifier, where the provider uses one; kept sealed until the callback.</param>
public sealed record AuthorizationRequest(Uri Url, Secret? Verifier);

/// <param name="ExternalId">The provider's own id of the account.</param>
/// <param name="ProvenIds">Ids that this grant proves to hold and that shared webhook deliveries are routed by.</param>
/// <param name="Tokens">Null where pasted keys are all that calls need.</param>
public sealed record ConnectedAccount(
    string ExternalId,
    string? DisplayName,
    string? Username,
    string? AvatarUrl,
    IReadOnlyList<string> GrantedScopes,
    IReadOnlyList<string> ProvenIds,
    TokenPair? Tokens
)
{
    /// <summary>All by which another account can be known to live on the same grant.</summary>
    public IReadOnlyCollection<string> AllIds => [ExternalId, .. ProvenIds];

    /// <summary>The app that was granted it; null where there is one app for all.</summary>
    public string? AppId { get; init; }

    /// <summary>Another id by which the same account was known here, before the provider gave its own; null: it had none.</summary>
    public string? FormerId { get; init; }

    /// <summary>Where connecting had to read it anyway: it is not read again.</summary>
    public ProviderProfile? Profile { get; init; }
}
