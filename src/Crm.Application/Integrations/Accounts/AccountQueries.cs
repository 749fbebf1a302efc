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

    /// <summary>For what a person has just decided: it wins over a token pair that a worker renewed at the same moment.</summary>
    public static async Task SaveOverRenewalAsync(this IIntegrationsDb db, CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException exception)
        {
            foreach (var entry in exception.Entries)
            {
                var stored = await entry.GetDatabaseValuesAsync(cancellationToken);
                if (stored is null)
                {
                    entry.State = EntityState.Detached;
                    continue;
                }

                entry.OriginalValues.SetValues(stored);
                if (entry.Entity is TokenGrant grant && entry.State is EntityState.Modified)
                {
                    grant.Follow(stored.GetValue<int>(nameof(TokenGrant.Version)));
                }
            }

            await db.SaveChangesAsync(cancellationToken);
        }
    }
}
