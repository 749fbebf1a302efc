using Crm.Application.Common;
using Crm.Domain.Integrations;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Integrations.Accounts;

internal static class AccountQueries
{
    public static async Task<Account> GetAccountAsync(
        this IIntegrationsDb db,
        Guid accountId,
        CancellationToken cancellationToken
    ) =>
        await db.Accounts.SingleOrDefaultAsync(account => account.Id == accountId, cancellationToken)
        ?? throw new NotFoundException("Account");

    /// <summary>As <see cref="AccountViews"/> shows it: connecting lasts as long as the person can still come back.</summary>
    public static IQueryable<Account> ListAccounts(this IIntegrationsDb db, AccountStatus status, DateTimeOffset now) =>
        status switch
        {
            AccountStatus.Connecting => db.Accounts.Where(account =>
                account.Status == AccountStatus.Connecting
                && db.OAuthStates.Any(state => state.AccountId == account.Id && state.ExpiresAt > now)
            ),
            AccountStatus.Disconnected => db.Accounts.Where(account =>
                account.Status == AccountStatus.Disconnected
                || (
                    account.Status == AccountStatus.Connecting
                    && !db.OAuthStates.Any(state => state.AccountId == account.Id && state.ExpiresAt > now)
                )
            ),
            _ => db.Accounts.Where(account => account.Status == status),
        };
}
