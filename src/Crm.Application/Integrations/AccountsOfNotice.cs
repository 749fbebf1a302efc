using Crm.Domain.Integrations;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Integrations;

internal static class AccountsOfNotice
{
    /// <summary>The account at whose address it came, and those whose own token has proven the id.</summary>
    public static Task<List<Account>> ListAccountsAsync(
        this IIntegrationsDb db,
        string platform,
        Guid? accountId,
        string? externalId,
        CancellationToken cancellationToken
    ) =>
        db
            .Accounts.Where(account =>
                account.Platform == platform
                && (
                    account.Id == accountId
                    || db.ProvenIds.Any(proven =>
                        proven.AccountId == account.Id && proven.Platform == platform && proven.ExternalId == externalId
                    )
                )
            )
            .OrderBy(account => account.Id)
            .Take(100)
            .ToListAsync(cancellationToken);

    /// <summary>Null when it has had its effect already.</summary>
    public static Task<WebhookEvent?> FindPendingAsync(
        this IIntegrationsDb db,
        Guid eventId,
        CancellationToken cancellationToken
    ) =>
        db.WebhookEvents.SingleOrDefaultAsync(
            happened => happened.Id == eventId && happened.Status == WebhookEvent.Pending,
            cancellationToken
        );
}
