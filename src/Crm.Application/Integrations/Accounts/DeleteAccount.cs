using Crm.Application.Integrations.Connections;
using Crm.Domain.Integrations;
using MediatR;

namespace Crm.Application.Integrations.Accounts;

/// <summary>Cuts the connection and removes the account with its secrets; leads and posts that came by it stay.</summary>
public sealed record DeleteAccount(Guid AccountId) : IRequest;

internal sealed class DeleteAccountHandler(IIntegrationsDb db, EndedGrant ended, GrantKeeper grants)
    : AsyncRequestHandler<DeleteAccount>
{
    protected override async Task Handle(DeleteAccount request, CancellationToken cancellationToken)
    {
        var account = await db.GetAccountAsync(request.AccountId, cancellationToken);

        await ended.GiveBackAsync(account, cancellationToken);
        grants.Log(account, "delete", IntegrationLogEntry.Succeeded);
        // Tokens, proven ids and states go with their account's row.
        db.Accounts.Remove(account);
        await db.SaveChangesAsync(CancellationToken.None);
    }
}
