using Crm.Application.Integrations.Accounts;
using Crm.Application.Integrations.Credentials;
using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Integrations;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Integrations.Connections;

public sealed record DisconnectAccount(Guid AccountId) : IRequest<AccountDto>;

internal sealed class DisconnectAccountHandler(
    IIntegrationsDb db,
    EndedGrant ended,
    CredentialStore credentials,
    GrantKeeper grants,
    AccountViews views,
    IAuditTrail audit,
    TimeProvider clock
) : IRequestHandler<DisconnectAccount, AccountDto>
{
    public async Task<AccountDto> Handle(DisconnectAccount request, CancellationToken cancellationToken)
    {
        var account = await db.GetAccountAsync(request.AccountId, cancellationToken);

        await ended.GiveBackAsync(account, cancellationToken);
        db.TokenGrants.RemoveRange(
            await db.TokenGrants.Where(grant => grant.AccountId == account.Id).ToListAsync(cancellationToken)
        );
        db.ProvenIds.RemoveRange(
            await db.ProvenIds.Where(proven => proven.AccountId == account.Id).ToListAsync(cancellationToken)
        );
        db.OAuthStates.RemoveRange(
            await db.OAuthStates.Where(state => state.AccountId == account.Id).ToListAsync(cancellationToken)
        );
        db.ReconnectLinks.RemoveRange(
            await db.ReconnectLinks.Where(link => link.AccountId == account.Id).ToListAsync(cancellationToken)
        );
        await credentials.RemoveAsync(account, cancellationToken);
        var before = account.ConnectionMembers();
        account.Disconnect("disconnected_here", clock.GetUtcNow());
        db.WriteConnection(account);
        grants.Log(account, "disconnect", IntegrationLogEntry.Succeeded);
        await audit.RecordAsync(
            account.Audited("disconnected") with
            {
                Before = before,
                After = account.ConnectionMembers(),
            },
            CancellationToken.None
        );
        await db.SaveOverRenewalAsync(CancellationToken.None);

        return await views.OneAsync(account, forAdmin: true, cancellationToken);
    }
}
