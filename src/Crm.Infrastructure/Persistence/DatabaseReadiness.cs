using System.Reflection;
using Crm.Infrastructure.Persistence.Migrations;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace Crm.Infrastructure.Persistence;

/// <summary>Whether the database can be worked with right now.</summary>
internal sealed class DatabaseReadiness(NpgsqlDataSource database)
{
    private static readonly string Newest = typeof(SqlMigration)
        .Assembly.GetTypes()
        .Select(type => type.GetCustomAttribute<MigrationAttribute>()?.Id)
        .OfType<string>()
        .Max(StringComparer.Ordinal)!;

    public async Task<DatabaseState> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var command = database.CreateCommand(
                "select exists (select from public.migration_history where \"MigrationId\" = $1)"
            );
            command.CommandTimeout = 2;
            command.Parameters.Add(new() { Value = Newest });

            return await command.ExecuteScalarAsync(cancellationToken) is true
                ? DatabaseState.Ready
                : DatabaseState.NotMigrated;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            return DatabaseState.NotMigrated;
        }
        catch (Exception exception) when (exception is NpgsqlException || DatabaseOutage.IsOutage(exception))
        {
            return DatabaseState.Unreachable;
        }
    }
}

internal enum DatabaseState
{
    Ready,
    NotMigrated,
    Unreachable,
}
