using System.Data.Common;
using Crm.Application.Common;
using Crm.Domain.Common;
using Crm.Domain.Integrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Query;

namespace Crm.Application.Integrations.Accounts;

/// <summary>Saves that meet another's: workers and other people change the same rows at the same moment.</summary>
internal static class AccountSaves
{
    /// <summary>Each attempt names one row that another has changed.</summary>
    public const int Attempts = 10;

    private const string UniqueViolation = "23505";
    private const string ExclusiveKey = "account_exclusive_key_key";

    private static readonly string[] Connection =
    [
        nameof(Account.Status),
        nameof(Account.StatusReason),
        nameof(Account.ExternalId),
        nameof(Account.ExclusiveKey),
        nameof(Account.DisplayName),
        nameof(Account.Username),
        nameof(Account.AvatarUrl),
        nameof(Account.Scopes),
        nameof(Account.ConnectedAt),
        nameof(Account.LastErrorCode),
        nameof(Account.LastErrorDetail),
        nameof(Account.LastErrorAt),
    ];

    /// <summary>Another customer's account holds the same one at the provider.</summary>
    public static bool IsHeldElsewhere(this DbUpdateException exception) =>
        exception.InnerException is DbException { SqlState: UniqueViolation } cause
        && cause.Data["ConstraintName"] is ExclusiveKey;

    /// <summary>A row that was read was changed meanwhile, or one that is added was added meanwhile.</summary>
    public static bool IsOvertaken(this DbUpdateException exception) =>
        exception is DbUpdateConcurrencyException || exception.IsTwin();

    /// <summary>For what a person has just decided: it wins over a token pair that a worker renewed at the same moment.</summary>
    public static Task SaveOverRenewalAsync(this IIntegrationsDb db, CancellationToken cancellationToken) =>
        db.SaveOverAsync(IsOvertaken, cancellationToken);

    /// <summary>A row that another has added at the same moment is changed instead.</summary>
    public static Task SaveOverTwinsAsync(this IIntegrationsDb db, CancellationToken cancellationToken) =>
        db.SaveOverAsync(IsTwin, cancellationToken);

    /// <summary>Checks and changes in one statement, so that of two callers who name the same version one is refused.</summary>
    /// <param name="versions">One of them must be the present one; null: any will do.</param>
    public static async Task ChangeAsync(
        this IIntegrationsDb db,
        Account account,
        IReadOnlyList<uint>? versions,
        Action<UpdateSettersBuilder<Account>> change,
        CancellationToken cancellationToken
    )
    {
        var rows = db.Accounts.Where(row => row.Id == account.Id);
        if (versions is not null)
        {
            rows = versions.Contains(account.Version)
                ? rows.Where(row => row.Version == account.Version)
                : throw new DomainException("precondition_failed");
        }

        if (await rows.ExecuteUpdateAsync(change, cancellationToken) == 0)
        {
            throw versions is null ? new NotFoundException("Account") : new DomainException("precondition_failed");
        }
    }

    /// <summary>What looks unchanged here another may have changed since it was read, and a connection is stored whole.</summary>
    public static void WriteConnection(this IIntegrationsDb db, Account account)
    {
        var entry = db.Accounts.Entry(account);
        if (entry.State is EntityState.Unchanged or EntityState.Modified)
        {
            foreach (var name in Connection)
            {
                entry.Property(name).IsModified = true;
            }
        }
    }

    /// <inheritdoc cref="WriteConnection"/>
    public static void WriteWhole(this EntityEntry entry)
    {
        if (entry.State is EntityState.Unchanged or EntityState.Modified)
        {
            entry.State = EntityState.Modified;
        }
    }

    private static bool IsTwin(this DbUpdateException exception) =>
        exception.InnerException is DbException { SqlState: UniqueViolation } && !exception.IsHeldElsewhere();

    private static async Task SaveOverAsync(
        this IIntegrationsDb db,
        Func<DbUpdateException, bool> mayOverrule,
        CancellationToken cancellationToken
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await db.SaveChangesAsync(cancellationToken);
                return;
            }
            catch (DbUpdateException exception) when (attempt < Attempts && mayOverrule(exception))
            {
                foreach (var entry in exception.IsTwin() ? db.ListAdded() : exception.Entries)
                {
                    await db.OverruleAsync(entry, cancellationToken);
                }
            }
        }
    }

    // The driver names the row before the one that the database refused.
    private static List<EntityEntry> ListAdded(this IIntegrationsDb db) =>
        [
            .. db
                .TokenGrants.Local.Select<TokenGrant, EntityEntry>(db.TokenGrants.Entry)
                .Concat(db.Credentials.Local.Select(db.Credentials.Entry))
                .Concat(db.ProvenIds.Local.Select(db.ProvenIds.Entry))
                .Concat(db.Profiles.Local.Select(db.Profiles.Entry))
                .Concat(db.ProfileDays.Local.Select(db.ProfileDays.Entry))
                .Where(entry => entry.State is EntityState.Added),
        ];

    private static async Task OverruleAsync(
        this IIntegrationsDb db,
        EntityEntry entry,
        CancellationToken cancellationToken
    )
    {
        if (await entry.GetDatabaseValuesAsync(cancellationToken) is { } stored)
        {
            if (entry.State is EntityState.Added)
            {
                entry.State = EntityState.Modified;
            }

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
        else if (entry.State is EntityState.Modified && entry.Entity is TokenGrant or ProvenId or Credential)
        {
            entry.State = EntityState.Added;
            db.ConnectAgain();
        }
        else if (entry.State is not EntityState.Added)
        {
            throw new NotFoundException("Account");
        }
    }

    /// <summary>The account was disconnected meanwhile, which changed what looked unchanged here.</summary>
    private static void ConnectAgain(this IIntegrationsDb db)
    {
        foreach (var account in db.Accounts.Local)
        {
            db.WriteConnection(account);
        }
    }
}
