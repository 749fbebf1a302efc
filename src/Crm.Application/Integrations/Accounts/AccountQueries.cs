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
}
