using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Crm.Infrastructure.Persistence;

/// <summary>Brings a database to this build's schema; safe when several servers start at once, since EF's migrator takes a lock.</summary>
internal static class DatabaseMigrator
{
    /// <param name="connectionString">A session connection (not a transaction pooler) of the role that owns the schema.</param>
    public static async Task MigrateAsync(string connectionString, CancellationToken cancellationToken)
    {
        var options = new DbContextOptionsBuilder<CrmDbContext>()
            .UseNpgsql(connectionString, npgsql => npgsql.MigrationsHistoryTable("migration_history", "public"))
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning))
            .Options;

        await using var context = new CrmDbContext(options, new TenantContext(), caller: null, new Precondition());
        await context.Database.MigrateAsync(cancellationToken);
    }
}
