using System.Security.Cryptography;
using Crm.Application.Common;
using Crm.Domain.Integrations;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Integrations.Connections;

/// <summary>
/// Revoked at the provider first, forgotten second. A crash between leaves an account that says connected and whose next
/// renewal is refused: it asks for reconnecting, or is disconnected once more. The other order would leave a living grant
/// at the provider that nobody here could ever give back.
/// </summary>
internal sealed class EndedGrant(IIntegrationsDb db, IAccessTokens tokens, GrantKeeper grants)
{
    /// <summary>The use case forgets the tokens afterwards: trouble at the provider does not keep them alive here.</summary>
    public async Task GiveBackAsync(Account account, CancellationToken cancellationToken)
    {
        if (
            account.ExternalId is { } externalId
            && await db.TokenGrants.AnyAsync(grant => grant.AccountId == account.Id, cancellationToken)
        )
        {
            try
            {
                var live = await tokens.GetAsync(account.Id, cancellationToken);
                await grants.GiveBackAsync(account, externalId, live, cancellationToken);
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
}
