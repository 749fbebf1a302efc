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
    /// <summary>Changes rows; the use case saves. Trouble at the provider does not keep the tokens alive here.</summary>
    public async Task EndAsync(Account account, CancellationToken cancellationToken)
    {
        var grant = await db.TokenGrants.SingleOrDefaultAsync(row => row.AccountId == account.Id, cancellationToken);
        if (grant is null)
        {
            return;
        }

        if (account is { ExternalId: { } externalId, Status: AccountStatus.Connected })
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
        }

        db.TokenGrants.Remove(grant);
    }
}
