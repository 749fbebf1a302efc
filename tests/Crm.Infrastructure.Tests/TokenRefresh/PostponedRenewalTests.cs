using Crm.Application.Common;
using Crm.Domain.Common;
using Crm.Infrastructure.Persistence;
using Crm.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.Infrastructure.Tests.TokenRefresh;

public sealed class PostponedRenewalTests(RefreshWorld world) : IClassFixture<RefreshWorld>
{
    private const string Failed = "action = 'refresh' and outcome = 'failed'";

    [Fact]
    public async Task Wrong_secret_of_our_app_is_shown_by_every_account_and_alarms_once_a_minute()
    {
        await using var server = await StartMisconfiguredAsync();
        var accounts = await world.ConnectAsync(20);
        var tenant = accounts[0].TenantId;

        for (var second = 0; second < 60; second += 6)
        {
            await RefreshWorld.SweepAsync(server.Services);
            world.Clock.Advance(TimeSpan.FromSeconds(6));
        }

        CountAlarms(server).ShouldBe(1);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await RefreshWorld.SweepAsync(server.Services);
        CountAlarms(server).ShouldBe(2);
        (await CountAsync(tenant, "account where status = 'connected'")).ShouldBe(20);
        (
            await CountAsync(
                tenant,
                "account where last_error_code = 'provider_unavailable' and last_error_detail = 'invalid_client'"
            )
        ).ShouldBe(20);
        (await CountAsync(tenant, $"log_entry where {Failed} and code = 'invalid_client'")).ShouldBe(20);
        (await CountAsync(tenant, "log_entry")).ShouldBe(20);
    }

    [Fact]
    public async Task Trouble_is_logged_when_it_begins_when_the_token_has_ended_and_when_it_is_over()
    {
        var account = await world.ConnectOneAsync();
        await world.TikTok.FailTokenCallsAsync("throttle", times: -1);
        for (var hour = 0.0; hour < 4; hour += 0.5)
        {
            await world.SweepAsync();
            world.Clock.Advance(TimeSpan.FromHours(0.5));
        }

        (
            await CountAsync(account.TenantId, $"log_entry where {Failed} and code = 'rate_limited_by_provider'")
        ).ShouldBe(1);
        (await CountAsync(account.TenantId, $"log_entry where {Failed} and code = 'access_token_expired'")).ShouldBe(1);
        (await CountAsync(account.TenantId, "account where last_error_code = 'rate_limited_by_provider'")).ShouldBe(1);

        await world.TikTok.StopFailingAsync();
        await world.SweepAsync();
        world.Clock.Advance(TimeSpan.FromHours(1.9));
        await world.SweepAsync();

        (
            await CountAsync(account.TenantId, "account where last_error_code is null and last_ok_at is not null")
        ).ShouldBe(1);
        (await CountAsync(account.TenantId, "log_entry where action = 'refresh' and outcome = 'ok'")).ShouldBe(1);
        (await CountAsync(account.TenantId, "log_entry")).ShouldBe(3);
    }

    [Fact]
    public async Task Success_at_the_first_attempt_tells_the_account_nothing()
    {
        var account = await world.ConnectOneAsync();

        await world.SweepAsync();

        (await world.ReadAsync(account)).Version.ShouldBe(2);
        (await CountAsync(account.TenantId, "log_entry")).ShouldBe(0);
        (await CountAsync(account.TenantId, "account where last_ok_at is not null")).ShouldBe(0);
    }

    [Fact]
    public async Task Wrong_secret_of_our_app_is_told_to_who_tries_and_to_who_waits_as_trouble_that_passes()
    {
        await using var server = await StartMisconfiguredAsync();
        var account = await world.ConnectOneAsync();
        world.Clock.Advance(TimeSpan.FromHours(3));

        foreach (var services in new[] { server.Services, world.Other })
        {
            var trouble = await Should.ThrowAsync<ProviderException>(() => RefreshWorld.GetAsync(services, account));
            (trouble.Code, trouble.Reason).ShouldBe(("provider_unavailable", "invalid_client"));
            trouble.RetryAfter.ShouldNotBeNull();
        }

        (await world.ReadAsync(account)).Attempts.ShouldBe(1);
    }

    [Fact]
    public async Task Provider_that_is_down_for_all_accounts_at_once_leaves_connections_for_others()
    {
        var accounts = await world.ConnectAsync(40);
        await world.TikTok.FailTokenCallsAsync("throttle", times: -1);
        await using var connection = await world.One.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync();
        await using var holding = await connection.BeginTransactionAsync();
        await using var batch = TenantSql.Create(connection, accounts[0].TenantId);
        batch.Transaction = holding;
        batch.Add("select id from integrations.account for no key update");
        await batch.ExecuteNonQueryAsync();

        var sweep = world.SweepAsync();
        var most = 0L;
        while (!sweep.IsCompleted)
        {
            most = Math.Max(most, await CountWaitingAsync());
            await Task.WhenAny(sweep, Task.Delay(TimeSpan.FromMilliseconds(50)));
        }

        await sweep;
        most.ShouldBeInRange(1, 4);
    }

    private async Task<long> CountWaitingAsync()
    {
        await using var connection = new NpgsqlConnection(world.Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
            connection
        );

        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task<TestServer> StartMisconfiguredAsync()
    {
        var server = await world.StartServerAsync("web", ("TIKTOK_CLIENT_SECRET", "wrong"));
        // What is told of a renewal has two seconds, and a server's first use of its tables takes a busy machine longer.
        using var owner = await server.RegisterTenantAsync();

        return server;
    }

    private static int CountAlarms(TestServer server) =>
        server.Logs.Lines.Count(line =>
            line.StartsWith("Error ", StringComparison.Ordinal)
            && line.Contains("No account of tiktok can be renewed", StringComparison.Ordinal)
        );

    private Task<long> CountAsync(TenantId tenantId, string from) =>
        world.Accounts.CountAsync(tenantId, $"integrations.{from}");
}
