using Crm.Application.Integrations.Connections;
using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Integrations;
using MediatR;

namespace Crm.Application.Integrations.Accounts;

/// <summary>Cuts the connection and removes the account with its secrets; leads and posts that came by it stay.</summary>
/// <param name="Versions">Deletes only the one of these that is the present one; null: whatever it is.</param>
public sealed record DeleteAccount(Guid AccountId, IReadOnlyList<uint>? Versions) : IRequest;

internal sealed class DeleteAccountHandler(
    IIntegrationsDb db,
    EndedGrant ended,
    GrantKeeper grants,
    IAuditTrail audit,
    TimeProvider clock
) : AsyncRequestHandler<DeleteAccount>
{
    protected override async Task Handle(DeleteAccount request, CancellationToken cancellationToken)
    {
        var account = await db.GetAccountAsync(request.AccountId, cancellationToken);

        if (request.Versions is not null)
        {
            // Taken before anything is revoked: who names the same version from here on is refused, and this one no more.
            var now = clock.GetUtcNow();
            await db.ChangeAsync(
                account,
                request.Versions,
                row => row.SetProperty(one => one.UpdatedAt, now),
                cancellationToken
            );
        }

        await ended.GiveBackAsync(account, cancellationToken);
        grants.Log(account, "delete", IntegrationLogEntry.Succeeded);
        await audit.RecordAsync(
            account.Audited("deleted") with
            {
                Before = AccountAudit.Members(
                    ("platform", account.Platform),
                    ("name", account.Name),
                    ("status", account.Status.Name()),
                    ("externalId", account.ExternalId)
                ),
            },
            CancellationToken.None
        );
        // Tokens, proven ids and states go with their account's row.
        db.Accounts.Remove(account);
        await db.SaveChangesAsync(CancellationToken.None);
    }
}
