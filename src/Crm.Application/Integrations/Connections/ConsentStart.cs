using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Application.Integrations.Credentials;
using Crm.Domain.Common;
using Crm.Domain.Integrations;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Integrations.Connections;

/// <summary>Adds the state that the callback wants back, for whoever is sent to the provider's consent page. The use case saves.</summary>
internal sealed class ConsentStart(
    IIntegrationsDb db,
    IVault vault,
    ProviderCatalog providers,
    CredentialStore credentials,
    IPublicAddresses addresses,
    TimeProvider clock
)
{
    /// <param name="personId">Whose right to connect is asked for again at the callback.</param>
    /// <param name="linkHash">Of the reconnect link that began it; null: the person did.</param>
    public async Task<StartedConnection> BeginAsync(
        Account account,
        Guid personId,
        byte[]? linkHash,
        CancellationToken cancellationToken
    )
    {
        var connector = providers.Get<IAccountConnector>(account.Platform);
        var now = clock.GetUtcNow();
        var (state, browserKey) = (RandomKey.New(), RandomKey.New());
        var redirectUri = addresses.RedirectUri(account.Platform);
        var pasted = await credentials.OpenAsync(account, cancellationToken);
        var authorization = connector.Authorize(redirectUri, state, pasted);

        // In a statement of its own: two who connect at once find the same ones, and either may be the one who deletes them.
        await db.OAuthStates.Where(old => old.ExpiresAt <= now).ExecuteDeleteAsync(cancellationToken);
        db.OAuthStates.Add(
            OAuthState.Create(
                account,
                personId,
                RandomKey.Hash(state),
                RandomKey.Hash(browserKey),
                await SealAsync(account, authorization.Verifier, cancellationToken),
                redirectUri,
                connector.Descriptor.Scopes,
                connector.AppOf(pasted),
                linkHash,
                now
            )
        );

        return new(authorization.Url, state, new Secret(browserKey));
    }

    private async Task<SealedSecret?> SealAsync(
        Account account,
        Secret? verifier,
        CancellationToken cancellationToken
    ) =>
        verifier is null
            ? null
            : await vault.SealAsync(
                new SecretName(account.TenantId, account.Id, OAuthState.VerifierField),
                verifier,
                cancellationToken
            );
}
