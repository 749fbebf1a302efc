using Npgsql;

namespace Crm.TestKit;

/// <summary>A migrated, empty database of its own, dropped on dispose.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly string name;

    private TestDatabase(string name, string connectionString)
    {
        this.name = name;
        ConnectionString = connectionString;
    }

    public string ConnectionString { get; }

    /// <summary>What servers on this database write beside it: one for all, because any of them may send any mail.</summary>
    public string DataDirectory => Path.Combine(Path.GetTempPath(), "crm-tests", name);

    public static async Task<TestDatabase> CreateAsync() => await CreateAsync(await TemplateDatabase.NameAsync());

    /// <summary>Without our migrations.</summary>
    public static Task<TestDatabase> CreateEmptyAsync() => CreateAsync("template1");

    public async ValueTask DisposeAsync()
    {
        await using (var own = new NpgsqlConnection(ConnectionString))
        {
            NpgsqlConnection.ClearPool(own);
        }

        if (Directory.Exists(DataDirectory))
        {
            Directory.Delete(DataDirectory, recursive: true);
        }

        await using var connection = await TestCluster.OpenAsync();
        await Poll.UntilAsync(() => TryDropAsync(connection), $"{name} stayed in use.");
    }

    private static async Task<TestDatabase> CreateAsync(string template)
    {
        var fresh = $"test_{Guid.CreateVersion7():n}";
        await using var connection = await TestCluster.OpenAsync();
        await Poll.UntilAsync(() => TryCopyAsync(connection, template, fresh), $"{template} stayed in use.");
        var settings = new NpgsqlConnectionStringBuilder(await TestCluster.ConnectionStringAsync())
        {
            Database = fresh,
            // Hundreds of callers at once wait for a connection as long as a busy machine needs.
            Timeout = 30,
        };
        return new TestDatabase(fresh, settings.ConnectionString);
    }

    private async Task<bool> TryDropAsync(NpgsqlConnection connection)
    {
        await using var drop = new NpgsqlCommand($"drop database if exists {name} with (force)", connection)
        {
            // Tidying up proves nothing, and waits for as long as a busy machine needs.
            CommandTimeout = 180,
        };
        try
        {
            await drop.ExecuteNonQueryAsync();
            return true;
        }
        catch (PostgresException exception)
            when (exception.SqlState is PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.ObjectInUse)
        {
            // An autovacuum worker is in it: only a superuser may end that, and it ends by itself.
            return false;
        }
    }

    private static async Task<bool> TryCopyAsync(NpgsqlConnection connection, string template, string name)
    {
        await using var copy = new NpgsqlCommand($"create database {name} template {template}", connection);
        try
        {
            await copy.ExecuteNonQueryAsync();
            return true;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.ObjectInUse)
        {
            return false;
        }
    }
}
