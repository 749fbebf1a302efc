using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Messaging;

/// <summary>What was paid comes back when nothing went, and nothing else comes of a message that did not go.</summary>
public sealed class MessageMoneyTests(MessagingWorld world) : IClassFixture<MessagingWorld>, IAsyncLifetime
{
    private static readonly object Template = new { template = new { name = "order_ready", language = "tr" } };

    public async Task InitializeAsync()
    {
        await world.UseNewNumberAsync();
        await world.PutTemplateAsync("order_ready");
        await world.PriceAsync("1.25");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_message_that_cannot_be_paid_leaves_no_lead()
    {
        await world.RefusedAsync(world.NewPerson(), Template, HttpStatusCode.Conflict, "balance_insufficient");

        var leads = await world.Client.GetFromJsonAsync<JsonElement>("/api/v1/leads");
        leads.GetProperty("data").GetArrayLength().ShouldBe(0);
        await world.CreditAsync();
        var sent = await world.UntilAsync(await world.SendAsync(world.NewPerson(), Template), "accepted");
        sent.GetProperty("leadId").ValueKind.ShouldBe(JsonValueKind.String);
    }

    [Fact]
    public async Task What_waits_for_an_erased_person_is_paid_back_and_no_id_that_holds_the_number_stays()
    {
        var (sent, _) = await OneSentAndOneWaitingAsync();
        (await world.BalanceAsync()).ShouldBe(0.5m);
        await ExecuteAsync(
            "early_status",
            $"""
            insert into messaging.early_status (tenant_id, account_id, external_id, step, at, received_at)
            values ('{world.Platform.Owner.TenantId}', '{world.AccountId}', 'wamid.x', 'sent', now(), now())
            """
        );

        using var erased = await world.Client.DeleteAsync(
            $"/api/v1/leads/{sent.GetProperty("leadId").GetGuid()}?erase=true"
        );

        erased.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await world.BalanceAsync()).ShouldBe(1.75m);
        (
            await ExecuteAsync(
                "early_status",
                $"delete from messaging.early_status where account_id = '{world.AccountId}'"
            )
        ).ShouldBe(0);
    }

    [Fact]
    public async Task What_was_meant_for_today_is_not_sent_tomorrow_and_is_paid_back()
    {
        var (_, waiting) = await OneSentAndOneWaitingAsync();

        world.Server.Clock.Advance(TimeSpan.FromHours(25));
        await world.SignInAgainAsync();

        var late = await world.UntilAsync(waiting, "failed");
        late.GetProperty("error").GetProperty("code").GetString().ShouldBe("message_expired");
        late.GetProperty("cost").GetProperty("state").GetString().ShouldBe("returned");
        (await world.TakenAsync()).Count.ShouldBe(1);
        using var again = await world.Client.PostAsJsonAsync($"/api/v1/messages/{waiting}/retry", new { });
        await again.ShouldBeAsync(HttpStatusCode.Accepted);
        await world.UntilAsync(waiting, "accepted");
    }

    [Fact]
    public async Task A_company_whose_subscription_has_ended_sends_nothing_that_waited()
    {
        var (_, waiting) = await OneSentAndOneWaitingAsync();
        using var platform = await world.Server.SignInPlatformAdminAsync();
        using var ended = await platform.PatchAsJsonAsync(
            $"{world.Tenant()}/subscription",
            new { status = "canceled" }
        );
        await ended.ShouldBeAsync(HttpStatusCode.OK);

        world.Server.Clock.Advance(TimeSpan.FromSeconds(7));

        var failed = await world.UntilAsync(waiting, "failed");
        failed.GetProperty("error").GetProperty("code").GetString().ShouldBe("subscription_inactive");
        failed.GetProperty("cost").GetProperty("state").GetString().ShouldBe("returned");
        (await world.TakenAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_that_the_database_refuses_for_a_while_is_stored_when_it_is_back()
    {
        await world.CreditAsync();
        await ExecuteAsync(
            "message",
            """
            -- Counts although what it counts is undone.
            create sequence messaging.failures;
            grant usage on sequence messaging.failures to crm_app;
            create function messaging.fails() returns trigger language plpgsql as
            $$ begin
                perform nextval('messaging.failures');
                raise exception 'away' using errcode = '57P01';
            end $$;
            create trigger fails before update on messaging.message for each row
            when (new.status = 'accepted') execute function messaging.fails();
            """
        );

        var id = await world.SendAsync(world.NewPerson(), Template);
        await Poll.UntilAsync(WasRefusedAsync, "the answer was refused");
        (await world.TakenAsync()).Count.ShouldBe(1);
        await ExecuteAsync(
            "message",
            "drop trigger fails on messaging.message; drop function messaging.fails; drop sequence messaging.failures;"
        );

        var message = await world.UntilAsync(id, "accepted");
        message.GetProperty("externalId").GetString().ShouldNotBeNull();
        (await world.TakenAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_key_is_honoured_before_the_message_is_stored_and_it_is_paid_for_once()
    {
        await world.CreditAsync();
        var (person, key) = (world.NewPerson(), Guid.CreateVersion7().ToString());

        var first = await KeyedAsync(person, key);
        var second = await KeyedAsync(person, key);

        second.ShouldBe(first);
        await world.UntilAsync(first, "accepted");
        (await world.TakenAsync()).Count.ShouldBe(1);
        (await world.BalanceAsync()).ShouldBe(1.75m);
    }

    [Fact]
    public async Task What_an_earlier_status_called_billable_comes_back_when_it_fails()
    {
        await world.CreditAsync();
        var id = await world.SendAsync(world.NewPerson(), Template);
        var external = (await world.UntilAsync(id, "accepted")).GetProperty("externalId").GetString()!;
        await world.TellAsync(external, "sent");
        var sent = await world.UntilAsync(id, "sent");
        sent.GetProperty("cost").GetProperty("state").GetString().ShouldBe("reserved");

        await world.TellAsync(external, "failed", new { errorCode = 131026 });

        await world.UntilAsync(id, "failed");
        (await world.BalanceAsync()).ShouldBe(3m);
        await world.TellAsync(external, "delivered");
        var arrived = await world.UntilAsync(id, "delivered");
        arrived.GetProperty("cost").GetProperty("state").GetString().ShouldBe("settled");
        (await world.BalanceAsync()).ShouldBe(1.75m);
    }

    private async Task<Guid> KeyedAsync(string person, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/messages");
        request.Headers.Add("Idempotency-Key", key);
        request.Content = JsonContent.Create(
            new
            {
                accountId = world.AccountId,
                to = person,
                template = new { name = "order_ready", language = "tr" },
            }
        );
        using var answer = await world.Client.SendAsync(request);

        return (await answer.ShouldBeAsync(HttpStatusCode.Accepted)).GetProperty("id").GetGuid();
    }

    /// <summary>The second waits for the pause between two messages to one person.</summary>
    private async Task<(JsonElement Sent, Guid Waiting)> OneSentAndOneWaitingAsync()
    {
        await world.CreditAsync();
        var person = world.NewPerson();
        var first = await world.SendAsync(person, Template);
        var second = await world.SendAsync(person, Template);

        return (await world.UntilAsync(first, "accepted"), second);
    }

    private async Task<bool> WasRefusedAsync()
    {
        await using var connection = new Npgsql.NpgsqlConnection(world.Server.Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand("select is_called from messaging.failures", connection);

        return (bool)(await command.ExecuteScalarAsync())!;
    }

    private async Task<int> ExecuteAsync(string table, string sql)
    {
        await using var connection = new Npgsql.NpgsqlConnection(world.Server.Database.ConnectionString);
        await connection.OpenAsync();
        await using var open = new Npgsql.NpgsqlCommand(
            $"alter table messaging.{table} no force row level security",
            connection
        );
        await open.ExecuteNonQueryAsync();
        await using var command = new Npgsql.NpgsqlCommand(sql, connection);
        var rows = await command.ExecuteNonQueryAsync();
        await using var close = new Npgsql.NpgsqlCommand(
            $"alter table messaging.{table} force row level security",
            connection
        );
        await close.ExecuteNonQueryAsync();

        return rows;
    }
}
