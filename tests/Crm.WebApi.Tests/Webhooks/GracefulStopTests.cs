using Crm.TestKit;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Webhooks;

public sealed class GracefulStopTests
{
    [Fact]
    public async Task What_a_stopped_worker_had_taken_is_worked_at_once_by_the_next()
    {
        await using var world = new DisposableWorld();
        await world.Inbox.StartAsync(("CRM_ROLE", "web"));
        var tenant = Guid.CreateVersion7();
        var account = await world.Inbox.AddAccountAsync(tenant, "tiktok_leads");
        foreach (var number in Enumerable.Range(1, 5))
        {
            (await world.Inbox.PostLeadsAsync(Body(number), account.Key)).Dispose();
        }

        await using (var leads = await HoldLeadsAsync(world.Inbox.Server.Database))
        {
            await using var stopped = await StartWorkerAsync(world.Inbox.Server);
            await leads.UntilSomebodyWaitsAsync();
        }

        // The clock stands still, so what is leased stays leased.
        await using var next = await StartWorkerAsync(world.Inbox.Server);
        await world.Inbox.UntilProcessedAsync(tenant);

        (await world.Inbox.CountAsync(tenant, "leads.submission")).ShouldBe(5);
        (
            await world.Inbox.QueryAsync(
                tenant,
                "select max(attempts) from integrations.webhook_event",
                row => row.GetInt32(0)
            )
        )[0]
            .ShouldBe(1);
    }

    private static Task<TestServer> StartWorkerAsync(TestServer web) =>
        TestServer.StartAsync(web.Database, web.Clock, settings: [("CRM_ROLE", "worker"), ("CRM_INBOX_LANES", "1")]);

    private static async Task<HeldLeads> HoldLeadsAsync(TestDatabase database)
    {
        var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        var held = new HeldLeads(connection, await connection.BeginTransactionAsync());
        await held.QueryAsync("lock table leads.lead in access exclusive mode");

        return held;
    }

    private static string Body(int number) =>
        $$"""{"object":1,"entry":[{"id":"{{number}}","advertiser_id":"1","changes":[{"field":"name","value":"N {{number}}"}]}]}""";

    /// <summary>Keeps everybody else from adding leads, until it is disposed.</summary>
    private sealed class HeldLeads(NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
    {
        public Task UntilSomebodyWaitsAsync() =>
            Poll.UntilAsync(
                async () =>
                    await QueryAsync(
                        "select count(*) from pg_locks where relation = 'leads.lead'::regclass and not granted"
                    )
                        is > 0L,
                "no lead was worked on"
            );

        public async Task<object?> QueryAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);

            return await command.ExecuteScalarAsync();
        }

        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}
