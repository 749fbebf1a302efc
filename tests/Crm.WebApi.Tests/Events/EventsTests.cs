using System.Net.Http.Json;
using Crm.Application.Notifications;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Crm.WebApi.Tests.Leads;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Events;

public sealed class EventsTests(SharedServer shared) : IClassFixture<SharedServer>, IAsyncLifetime
{
    private readonly TestServer server = shared.Server;
    private SignedIn owner = null!;

    public async Task InitializeAsync() => owner = await server.RegisterTenantAsync();

    public Task DisposeAsync()
    {
        owner.Dispose();

        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_lead_created_on_one_server_is_heard_on_another_and_only_by_its_tenant()
    {
        await using var second = await TestServer.StartAsync(server.Database, server.Clock);
        using var stranger = await server.RegisterTenantAsync();
        using var listener = await EventListener.OpenAsync(second.CreateClient(), await second.TokenForAsync(owner));
        using var strangers = await EventListener.OpenAsync(server.CreateClient(), stranger.AccessToken);

        var id = await CreateAsync("a@example.com");
        await CreateAsync("a@example.com");

        (await listener.NextAsync()).ShouldSatisfyAllConditions(
            heard => heard.Type.ShouldBe("lead.created"),
            heard => heard.Data.ShouldContain(id.ToString()),
            heard => heard.Data.ShouldNotContain("example.com")
        );
        (await listener.NextAsync()).Type.ShouldBe("lead.updated");
        await strangers.ShouldHearNothingAsync(TimeSpan.FromSeconds(1.5));
    }

    [Fact]
    public async Task Resuming_tells_exactly_what_was_missed_and_an_unknown_id_asks_for_a_resync()
    {
        string last;
        using (var listener = await EventListener.OpenAsync(server.CreateClient(), owner.AccessToken))
        {
            await CreateAsync("1@example.com");
            last = (await listener.NextAsync()).Id;
        }

        var missed = new List<string>();
        for (var number = 2; number < 6; number++)
        {
            missed.Add((await CreateAsync($"{number}@example.com")).ToString());
        }

        using var resumed = await EventListener.OpenAsync(server.CreateClient(), owner.AccessToken, last);
        foreach (var id in missed)
        {
            (await resumed.NextAsync()).Data.ShouldContain(id);
        }

        string[] unknown =
        [
            "1-019ab1c2-0000-7000-8000-000000000000",
            "nonsense",
            "99999999999-" + last.Split('-', 2)[1],
        ];
        foreach (var id in unknown)
        {
            using var lost = await EventListener.OpenAsync(server.CreateClient(), owner.AccessToken, id);
            (await lost.NextAsync()).Type.ShouldBe("resync");
        }
    }

    [Fact]
    public async Task A_link_that_breaks_while_missed_events_are_told_loses_none()
    {
        string last;
        using (var listener = await EventListener.OpenAsync(server.CreateClient(), owner.AccessToken))
        {
            await CreateAsync("1@example.com");
            last = (await listener.NextAsync()).Id;
        }

        await CreateAsync("2@example.com");
        using var resumed = await EventListener.OpenAsync(server.CreateClient(), owner.AccessToken, last);

        await resumed.NextAsync();
        resumed.Named.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_listener_that_has_heard_nothing_yet_can_resume()
    {
        string named;
        using (var listener = await EventListener.OpenAsync(server.CreateClient(), owner.AccessToken))
        {
            await Poll.UntilAsync(
                async () =>
                {
                    await listener.ShouldHearNothingAsync(TimeSpan.FromMilliseconds(50));
                    return listener.Named.Count == 1;
                },
                "no position was named"
            );
            named = listener.Named.Single();
        }

        var id = await CreateAsync("1@example.com");
        using var resumed = await EventListener.OpenAsync(server.CreateClient(), owner.AccessToken, named);
        (await resumed.NextAsync()).Data.ShouldContain(id.ToString());

        server.Clock.Advance(TimeSpan.FromHours(25));
        using var late = await EventListener.OpenAsync(server.CreateClient(), await server.TokenForAsync(owner), named);
        (await late.NextAsync()).Type.ShouldBe("resync");
    }

    [Fact]
    public async Task An_event_committed_late_is_not_skipped()
    {
        using var listener = await EventListener.OpenAsync(server.CreateClient(), owner.AccessToken);
        await using var connection = new NpgsqlConnection(server.Database.ConnectionString);
        await connection.OpenAsync();
        await using var late = await connection.BeginTransactionAsync();
        await using var insert = new NpgsqlCommand(
            $"""
            set local role crm_app;
            select set_config('crm.tenant', '{owner.TenantId}', true);
            insert into notifications.event (tenant_id, id, type, payload, occurred_at)
            values ('{owner.TenantId}', '{Guid.CreateVersion7()}', 'test.late', jsonb_build_object('n', 1), now())
            """,
            connection,
            late
        );
        await insert.ExecuteNonQueryAsync();

        await CreateAsync("a@example.com");
        await listener.ShouldHearNothingAsync(TimeSpan.FromSeconds(1.5));
        await late.CommitAsync();

        (await listener.NextAsync()).Type.ShouldBe("test.late");
        (await listener.NextAsync()).Type.ShouldBe("lead.created");
    }

    [Fact]
    public async Task The_stream_ends_soon_after_the_sign_in_was_revoked()
    {
        using var listener = await EventListener.OpenAsync(server.CreateClient(), owner.AccessToken);
        using var logout = await owner.Client.PostAsJsonAsync(
            "/api/v1/auth/logout",
            new { refreshToken = owner.RefreshToken }
        );
        logout.IsSuccessStatusCode.ShouldBeTrue();

        await listener.ShouldEndAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Events_are_deleted_after_a_day_and_not_before()
    {
        await CreateAsync("a@example.com");

        await DeleteOldAsync();
        (await CountAsync()).ShouldBe(1);
        server.Clock.Advance(TimeSpan.FromHours(25));
        await DeleteOldAsync();
        (await CountAsync()).ShouldBe(0);
    }

    private async Task<long> CountAsync()
    {
        await using var connection = new NpgsqlConnection(server.Database.ConnectionString);
        await connection.OpenAsync();
        await using var count = new NpgsqlCommand(
            $"set role crm_app; select set_config('crm.tenant', '{owner.TenantId}', false)",
            connection
        );
        await count.ExecuteNonQueryAsync();
        count.CommandText = "select count(*) from notifications.event";

        return (long)(await count.ExecuteScalarAsync())!;
    }

    private async Task DeleteOldAsync()
    {
        await using var scope = server.Services.CreateAsyncScope();

        await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new DeleteOldEvents());
    }

    private async Task<Guid> CreateAsync(string email)
    {
        using var response = await owner.Client.PostAsJsonAsync("/api/v1/leads", new { email });
        var lead = await response.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>();

        return lead.GetProperty("id").GetGuid();
    }
}
