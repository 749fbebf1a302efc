using Npgsql;

namespace Crm.Infrastructure.Persistence.EmbeddedPostgres;

/// <summary>The login role and its database. Not a superuser: row-level security must bind what the server does.</summary>
internal static class ClusterAccounts
{
    public const string Name = "crm";

    public static string ConnectionString(int port, string user, string password, string database) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Username = user,
            Password = password,
            Database = database,
        }.ConnectionString;

    public static string SuperuserConnectionString(int port, string password) =>
        ConnectionString(port, "postgres", password, "postgres");

    public static async Task EnsureAsync(string superuser, string password, CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(superuser) { Pooling = false };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        if (!await ExistsAsync(connection, "select 1 from pg_roles where rolname = 'crm'", cancellationToken))
        {
            await RunAsync(connection, "create role crm login createrole createdb", cancellationToken);
        }

        // The password is hexadecimal and ours, so it needs no quoting; ALTER ROLE takes no parameters.
        await RunAsync(connection, $"alter role crm password '{password}'", cancellationToken);
        if (!await ExistsAsync(connection, "select 1 from pg_database where datname = 'crm'", cancellationToken))
        {
            await RunAsync(connection, "create database crm owner crm", cancellationToken);
        }
    }

    private static async Task<bool> ExistsAsync(
        NpgsqlConnection connection,
        string query,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(query, connection);
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    private static async Task RunAsync(
        NpgsqlConnection connection,
        string statement,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
