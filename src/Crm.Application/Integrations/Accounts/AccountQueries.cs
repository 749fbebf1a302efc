using Crm.Application.Common;
using Crm.Domain.Integrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Crm.Application.Integrations.Accounts;

internal static class AccountQueries
{
    /// <summary>Each attempt names one row that another has changed.</summary>
    private const int SaveAttempts = 10;

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
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await db.SaveChangesAsync(cancellationToken);
                return;
            }
            catch (DbUpdateConcurrencyException exception) when (attempt < SaveAttempts)
            {
                foreach (var entry in exception.Entries)
                {
                    await db.OverruleAsync(entry, cancellationToken);
                }
            }
        }
    }

    private static async Task OverruleAsync(
        this IIntegrationsDb db,
        EntityEntry entry,
        CancellationToken cancellationToken
    )
    {
        if (await entry.GetDatabaseValuesAsync(cancellationToken) is { } stored)
        {
            entry.OriginalValues.SetValues(stored);
            if (entry.Entity is TokenGrant grant && entry.State is EntityState.Modified)
            {
                grant.Follow(stored.GetValue<int>(nameof(TokenGrant.Version)));
            }
        }
        else if (entry.State is EntityState.Deleted)
        {
            entry.State = EntityState.Detached;
        }
        else if (entry.Entity is TokenGrant or ProvenId)
        {
            entry.State = EntityState.Added;
            db.ConnectAgain();
        }
        else
        {
            throw new NotFoundException("Account");
        }
    }

    /// <summary>The account was disconnected meanwhile, which changed what looked unchanged here.</summary>
    private static void ConnectAgain(this IIntegrationsDb db)
    {
        foreach (var account in db.Accounts.Local)
        {
            var entry = db.Accounts.Entry(account);
            entry.Property(row => row.Status).IsModified = true;
            entry.Property(row => row.StatusReason).IsModified = true;
            entry.Property(row => row.Scopes).IsModified = true;
            entry.Property(row => row.ConnectedAt).IsModified = true;
        }
    }
}
