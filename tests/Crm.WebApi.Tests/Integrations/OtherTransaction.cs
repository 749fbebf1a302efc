using Crm.TestKit;
using Npgsql;

namespace Crm.WebApi.Tests.Integrations;

/// <summary>What another server has changed and not yet committed: whoever changes the same row waits for it.</summary>
internal sealed class OtherTransaction : IAsyncDisposable
{
    private readonly TestServer server;
    private readonly NpgsqlConnection connection;

    private OtherTransaction(TestServer server)
    {
        this.server = server;
        connection = new(server.Database.ConnectionString);
    }

    public static async Task<OtherTransaction> BeginAsync(TestServer server, Guid tenantId, string sql)
    {
        var other = new OtherTransaction(server);
        await other.connection.OpenAsync();
        await other.RunAsync(
            $"begin; select set_config('role', 'crm_app', true), set_config('crm.tenant', '{tenantId}', true); {sql}"
        );

        return other;
    }

    public static async Task CommitAsync(TestServer server, Guid tenantId, string sql)
    {
        await using var other = await BeginAsync(server, tenantId, sql);
        await other.CommitAsync();
    }

    public Task UntilSomebodyWaitsAsync() =>
        Poll.UntilAsync(
            async () =>
            {
                await using var watching = new NpgsqlConnection(server.Database.ConnectionString);
                await watching.OpenAsync();
                await using var count = new NpgsqlCommand(
                    "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
                    watching
                );

                return (long)(await count.ExecuteScalarAsync())! > 0;
            },
            "nobody waits for the row"
        );

    public Task CommitAsync() => RunAsync("commit");

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async Task RunAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
