using Crm.TestKit;
using Npgsql;
using Xunit;

namespace Crm.Infrastructure.Tests.Jobs;

/// <summary>A machine may stand still without being dead: its connections stay open, and so do its transactions.</summary>
public sealed class FrozenServerTests
{
    [Fact]
    public async Task A_server_that_stands_still_with_the_lock_of_all_jobs_does_not_stop_those_of_the_others()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var frozen = await StartWorkerAsync(database);
        await FreezeWithTheLockAsync(frozen, source);
        try
        {
            var last = await LastRunAsync(source);
            await using var other = await StartWorkerAsync(database);

            await Poll.UntilAsync(async () => await LastRunAsync(source) > last, "No job runs.");
        }
        finally
        {
            await frozen.ThawAsync();
        }
    }

    private static Task<ServerProcess> StartWorkerAsync(TestDatabase database) =>
        ServerProcess.StartAsync(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["CRM_DATABASE_URL"] = database.ConnectionString,
                ["INTEGRATION_ENCRYPTION_KEY"] = TestServer.EncryptionKey,
                ["CRM_ROLE"] = "worker",
            }
        );

    /// <summary>Holds the triggers, which a scheduler changes once it has the lock, until the server waits for them.</summary>
    private static async Task FreezeWithTheLockAsync(ServerProcess server, NpgsqlDataSource database)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await Poll.UntilAsync(
            async () =>
                await AskAsync<long>(
                    connection,
                    "select count(*) from (select from quartz.qrtz_triggers for update) held"
                ) > 0,
            "No job is planned."
        );
        await Poll.UntilAsync(
            async () =>
                await AskAsync<long>(
                    connection,
                    "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()"
                ) > 0,
            "The server does not wait."
        );
        await server.FreezeAsync();
        await transaction.CommitAsync();
    }

    /// <returns>Milliseconds since 1970, as Quartz keeps them.</returns>
    private static async Task<long> LastRunAsync(NpgsqlDataSource database)
    {
        await using var connection = await database.OpenConnectionAsync();

        return await AskAsync<long>(connection, "select coalesce(max(prev_fire_time), 0) from quartz.qrtz_triggers");
    }

    private static async Task<T> AskAsync<T>(NpgsqlConnection connection, string question)
    {
        await using var command = new NpgsqlCommand(question, connection);

        return (T)(await command.ExecuteScalarAsync())!;
    }
}
