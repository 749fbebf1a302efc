using System.Security.Cryptography;
using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Application.Integrations.Credentials;
using Crm.Application.Integrations.LeadSources;
using Crm.Domain.Integrations;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Integrations.Connections;

/// <summary>
/// Revoked at the provider first, forgotten second. A crash between leaves an account that says connected and whose next
/// renewal is refused: it asks for reconnecting, or is disconnected once more. The other order would leave a living grant
/// at the provider that nobody here could ever give back.
/// </summary>
internal sealed class EndedGrant(
    IIntegrationsDb db,
    IAccessTokens tokens,
    CredentialStore credentials,
    ProviderCatalog providers,
    HookSubscriptions subscriptions,
    GrantKeeper grants
)
{
    /// <summary>The use case forgets tokens and pasted values afterwards: trouble at the provider does not keep them alive here.</summary>
    public async Task GiveBackAsync(Account account, CancellationToken cancellationToken)
    {
        await subscriptions.EndAsync(account, cancellationToken);
        if (account.ExternalId is { } externalId)
        {
            try
            {
                await (
                    await db.TokenGrants.AnyAsync(grant => grant.AccountId == account.Id, cancellationToken)
                        ? GiveTokenBackAsync(account, externalId, cancellationToken)
                        : GivePastedBackAsync(account, externalId, cancellationToken)
                );
            }
            catch (ProviderException exception)
            {
                grants.Log(account, "revoke", IntegrationLogEntry.Failed, exception.Code, exception.RequestId);
            }
            catch (CryptographicException)
            {
                grants.Log(account, "revoke", IntegrationLogEntry.Failed, "secret_unreadable");
            }
        }
    }

    /// <summary>The same for the grant of a consent alone: pasted values take its place.</summary>
    public async Task GiveReplacedGrantBackAsync(Account account, CancellationToken cancellationToken)
    {
        if (await db.TokenGrants.AnyAsync(grant => grant.AccountId == account.Id, cancellationToken))
        {
            await GiveBackAsync(account, cancellationToken);
        }
    }

    private async Task GiveTokenBackAsync(Account account, string externalId, CancellationToken cancellationToken)
    {
        var live = await tokens.GetAsync(account.Id, cancellationToken);
        var app = await db
            .TokenGrants.Where(grant => grant.AccountId == account.Id)
            .Select(grant => grant.AppId)
            .SingleOrDefaultAsync(cancellationToken);
        if (await CredentialsOfAsync(account, app, cancellationToken) is { } ofApp)
        {
            await grants.GiveBackAsync(
                account,
                await ListIdsAsync(account, externalId, cancellationToken),
                account.Id,
                live,
                ofApp,
                cancellationToken
            );
        }
        else
        {
            grants.Log(account, "revoke", IntegrationLogEntry.Failed, "credentials_replaced");
        }
    }

    /// <summary>Keys may have been pasted over those of the app that the grant was issued to: ours, or the customer's former one.</summary>
    /// <returns>Null: that app is not known here any more, and no other can take the grant back.</returns>
    private async Task<PastedCredentials?> CredentialsOfAsync(
        Account account,
        string? app,
        CancellationToken cancellationToken
    )
    {
        var pasted = await credentials.OpenAsync(account, cancellationToken);
        var connector = providers.Find<IAccountConnector>(account.Platform);

        return app is null || connector is null || connector.AppOf(pasted) == app ? pasted
            : connector.AppOf(PastedCredentials.None) == app ? PastedCredentials.None
            : null;
    }

    private async Task GivePastedBackAsync(Account account, string externalId, CancellationToken cancellationToken)
    {
        var pasted = await credentials.OpenAsync(account, cancellationToken);
        if (!pasted.IsEmpty && providers.Find<ICredentialConnector>(account.Platform) is { } connector)
        {
            await grants.GiveBackAsync(
                account,
                await ListIdsAsync(account, externalId, cancellationToken),
                account.Id,
                () => connector.RevokeAsync(pasted, cancellationToken),
                cancellationToken
            );
        }
    }

    private async Task<List<string>> ListIdsAsync(
        Account account,
        string externalId,
        CancellationToken cancellationToken
    ) =>
        [
            externalId,
            .. await db
                .ProvenIds.Where(proven => proven.AccountId == account.Id)
                .Select(proven => proven.ExternalId)
                .ToListAsync(cancellationToken),
        ];
}
