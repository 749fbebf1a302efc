using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.Application.Messaging.Receiving;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Messaging;

/// <summary>Who sees conversations, what happens to them on two servers, and when a person is to be forgotten.</summary>
public sealed class MessageWallsTests(MessagingWorld world) : IClassFixture<MessagingWorld>, IAsyncLifetime
{
    public Task InitializeAsync() => world.UseNewNumberAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Another_company_finds_neither_conversation_nor_message()
    {
        var person = world.NewPerson();
        await world.WriteAsync(person, "Merhaba");
        var conversation = await world.ConversationAsync(person, messages: 1);
        var message = (await world.MessagesAsync(conversation))[0];
        using var thief = await world.Server.RegisterTenantAsync();

        foreach (
            var path in new[]
            {
                $"conversations/{conversation.GetProperty("id").GetGuid()}",
                $"conversations/{conversation.GetProperty("id").GetGuid()}/messages",
                $"messages/{message.GetProperty("id").GetGuid()}",
                $"message-templates?accountId={world.AccountId}",
            }
        )
        {
            using var answer = await thief.Client.GetAsync($"/api/v1/{path}");
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }

        using var sent = await thief.Client.PostAsJsonAsync(
            "/api/v1/messages",
            new
            {
                accountId = world.AccountId,
                to = person,
                text = "Merhaba",
            }
        );
        sent.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_token_of_a_venue_sees_what_goes_through_the_accounts_of_that_venue()
    {
        var person = world.NewPerson();
        await world.WriteAsync(person, "Merhaba");
        var conversation = await world.ConversationAsync(person, messages: 1);
        using var bound = await VenueTokenAsync();

        (await StatusAsync(bound, $"conversations/{conversation.GetProperty("id").GetGuid()}")).ShouldBe(
            HttpStatusCode.NotFound
        );
        (await bound.GetFromJsonAsync<JsonElement>("/api/v1/conversations"))
            .GetProperty("data")
            .GetArrayLength()
            .ShouldBe(0);
        await AssignAsync(bound);

        (await StatusAsync(bound, $"conversations/{conversation.GetProperty("id").GetGuid()}")).ShouldBe(
            HttpStatusCode.OK
        );
        using var sent = await bound.PostAsJsonAsync(
            "/api/v1/messages",
            new
            {
                accountId = world.AccountId,
                to = person,
                text = "Hoş geldiniz",
            }
        );
        await sent.ShouldBeAsync(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task An_erased_person_is_gone_from_conversations_and_stays_gone_when_a_delivery_comes_again()
    {
        var person = world.NewPerson();
        await world.WriteAsync(person, "Beni unutun", new { messageId = "wamid.erase." + person });
        var conversation = await world.ConversationAsync(person, messages: 1);
        world.Server.Clock.Advance(TimeSpan.FromMinutes(1));

        using var erased = await world.Client.DeleteAsync(
            $"/api/v1/leads/{conversation.GetProperty("leadId").GetGuid()}?erase=true"
        );

        erased.StatusCode.ShouldBe(HttpStatusCode.NoContent, await erased.Content.ReadAsStringAsync());
        (await world.ConversationsAsync()).ShouldBeEmpty();
        (await CountAsync("select count(*) from messaging.message where account_id = $1")).ShouldBe(0);
        (
            await CountAsync(
                "select count(*) from integrations.webhook_event where account_id = $1 and sealed_body is not null"
            )
        ).ShouldBe(0);
        await world.WriteAsync(person, "Beni unutun", new { messageId = "wamid.erase." + person, compact = true });
        await Poll.UntilAsync(
            async () =>
                await CountAsync(
                    "select count(*) from integrations.webhook_event where account_id = $1 and status = 'processed'"
                ) == 2,
            "the late delivery was processed"
        );
        (await world.ConversationsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_servers_that_meet_somebody_at_the_same_moment_begin_one_conversation()
    {
        await using var second = await TestServer.StartAsync(
            world.Server.Database,
            world.Server.Clock,
            settings: ("CRM_ROLE", "worker")
        );
        var person = world.NewPerson();

        await Task.WhenAll(
            Enumerable.Range(0, 12).Select(number => world.WriteAsync(person, $"Mesaj {number}", new { times = 2 }))
        );

        var conversation = await world.ConversationAsync(person, messages: 12);
        (await world.ConversationsAsync()).Count.ShouldBe(1);
        (await world.MessagesAsync(conversation)).Count.ShouldBe(12);
        var leads = await world.Client.GetFromJsonAsync<JsonElement>("/api/v1/leads");
        leads.GetProperty("data").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task What_is_told_of_a_message_that_nobody_knows_is_gone_after_a_while_also_of_a_disconnected_account()
    {
        using (var removed = await world.Client.DeleteAsync($"/api/integrations/accounts/{world.AccountId}/"))
        {
            removed.IsSuccessStatusCode.ShouldBeTrue(await removed.Content.ReadAsStringAsync());
        }

        await ParkAsync("wamid.old", TimeSpan.FromMinutes(16));
        await ParkAsync("wamid.new", TimeSpan.FromMinutes(14));

        await using (var scope = world.Server.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new DeleteEarlyStatuses());
        }

        (await CountAsync("select count(*) from messaging.early_status where account_id = $1")).ShouldBe(1);
    }

    private async Task ParkAsync(string id, TimeSpan age)
    {
        await using var connection = await AsTenantAsync();
        await using var command = new NpgsqlCommand(
            """
            insert into messaging.early_status (tenant_id, account_id, external_id, step, at, received_at)
            values ($1, $2, $3, 'sent', $4, $4)
            """,
            connection
        );
        command.Parameters.AddWithValue(world.Platform.Owner.TenantId);
        command.Parameters.AddWithValue(world.AccountId);
        command.Parameters.AddWithValue(id);
        command.Parameters.AddWithValue((world.Server.Clock.GetUtcNow() - age).UtcDateTime);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync("/api/v1/" + path);

        return answer.StatusCode;
    }

    private async Task<HttpClient> VenueTokenAsync()
    {
        using var venue = await world.Client.PostAsJsonAsync(
            "/api/v1/venues",
            new { name = "Kadıköy", externalId = "IST-1" }
        );
        await venue.ShouldBeAsync(HttpStatusCode.Created);
        using var token = await world.Client.PostAsJsonAsync(
            "/api/v1/api-tokens",
            new
            {
                name = "Kadıköy",
                permissions = "read write".Split(' '),
                venueIds = "IST-1".Split(' '),
            }
        );
        var client = world.Server.CreateClient();
        client.DefaultRequestHeaders.Authorization = new(
            "Bearer",
            (await token.ShouldBeAsync(HttpStatusCode.Created)).GetProperty("token").GetString()
        );

        return client;
    }

    private async Task AssignAsync(HttpClient bound)
    {
        var venueId = (await bound.GetFromJsonAsync<JsonElement>("/api/v1/venues"))
            .GetProperty("data")[0]
            .GetProperty("id")
            .GetGuid();
        await using var connection = await AsTenantAsync();
        await using var command = new NpgsqlCommand(
            "update integrations.account set venue_ids = array[$2] where id = $1",
            connection
        );
        command.Parameters.AddWithValue(world.AccountId);
        command.Parameters.AddWithValue(venueId);
        (await command.ExecuteNonQueryAsync()).ShouldBe(1);
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var connection = await AsTenantAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue(world.AccountId);

        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task<NpgsqlConnection> AsTenantAsync()
    {
        var connection = new NpgsqlConnection(world.Server.Database.ConnectionString);
        await connection.OpenAsync();
        await using var become = new NpgsqlCommand(
            $"set role crm_app; select set_config('crm.tenant', '{world.Platform.Owner.TenantId}', false)",
            connection
        );
        await become.ExecuteNonQueryAsync();

        return connection;
    }
}
