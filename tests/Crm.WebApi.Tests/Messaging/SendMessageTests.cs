using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Messaging;

/// <summary>One call for a message, and what can come of it.</summary>
public sealed class SendMessageTests(MessagingWorld world) : IClassFixture<MessagingWorld>, IAsyncLifetime
{
    private const string SendPath = "/graph.facebook.com/v25.0/";

    public Task InitializeAsync() => world.UseNewNumberAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_text_goes_within_a_day_of_the_persons_message_and_its_story_is_told()
    {
        var person = await WriterAsync();

        var id = await world.SendTextAsync("+" + person, "Hoş geldiniz");

        var message = await world.UntilAsync(id, "accepted");
        var attempt = message.GetProperty("attempts").EnumerateArray().ShouldHaveSingleItem();
        attempt.GetProperty("outcome").GetString().ShouldBe("accepted");
        attempt.GetProperty("requestId").GetString().ShouldNotBeNullOrEmpty();
        var taken = (await world.TakenAsync()).ShouldHaveSingleItem();
        taken.GetProperty("body").GetString()!.ShouldContain($"\"to\":\"{person}\"");
        world.Server.Clock.Advance(TimeSpan.FromHours(24));
        await world.SignInAgainAsync();
        var problem = await world.RefusedAsync(
            person,
            new { text = "Geç kaldım" },
            HttpStatusCode.UnprocessableEntity,
            "outside_service_window"
        );
        problem.GetProperty("detail").GetString()!.ShouldContain("24 hours");
        await world.RefusedAsync(
            world.NewPerson(),
            new { text = "Merhaba" },
            HttpStatusCode.UnprocessableEntity,
            "outside_service_window"
        );
    }

    [Fact]
    public async Task A_window_that_closes_at_the_platform_fails_the_message_with_the_reason()
    {
        var person = await WriterAsync();
        var id = await world.SendTextAsync(person, "Merhaba");
        var external = (await world.UntilAsync(id, "accepted")).GetProperty("externalId").GetString()!;

        await world.TellAsync(external, "failed", new { errorCode = 131047 });

        var error = (await world.UntilAsync(id, "failed")).GetProperty("error");
        error.GetProperty("code").GetString().ShouldBe("outside_service_window");
        error.GetProperty("providerCode").GetString().ShouldBe("131047");
    }

    [Fact]
    public async Task A_lost_answer_is_unknown_until_a_status_names_our_message_and_is_never_sent_again_by_itself()
    {
        var person = await WriterAsync();
        await FaultAsync("timeout_after");

        var id = await world.SendTextAsync(person, "Bir kez");

        var lost = await world.UntilAsync(id, "unknown");
        lost.GetProperty("attempts")[0].GetProperty("outcome").GetString().ShouldBe("lost");
        world.Server.Clock.Advance(TimeSpan.FromMinutes(10));
        using (var unconfirmed = await RetryAsync(id, confirm: false))
        {
            (await unconfirmed.Content.ReadFromJsonAsync<JsonElement>())
                .GetProperty("code")
                .GetString()
                .ShouldBe("confirmation_required");
        }

        // Whatever was due before this one has had its turn when it is accepted.
        await world.UntilAsync(await world.SendTextAsync(await WriterAsync(), "Sonraki"), "accepted");
        var taken = (await TakenOfAsync("Bir kez")).ShouldHaveSingleItem();
        await world.TellAsync(taken.GetProperty("id").GetString()!, "delivered");
        var message = await world.UntilAsync(id, "delivered");
        message.GetProperty("externalId").GetString().ShouldBe(taken.GetProperty("id").GetString());
        (await TakenOfAsync("Bir kez")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_unknown_message_is_sent_again_once_a_person_confirms_it()
    {
        var person = await WriterAsync();
        await FaultAsync("reset_after");
        var id = await world.SendTextAsync(person, "Belki iki kez");
        await world.UntilAsync(id, "unknown");
        world.Server.Clock.Advance(TimeSpan.FromSeconds(7));

        using var confirmed = await RetryAsync(id, confirm: true);

        await confirmed.ShouldBeAsync(HttpStatusCode.Accepted);
        var message = await world.UntilAsync(id, "accepted");
        message.GetProperty("attempts").GetArrayLength().ShouldBe(2);
        (await world.TakenAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_platform_that_asks_to_wait_is_waited_for_and_the_message_goes_on_by_itself()
    {
        var person = await WriterAsync();
        await world.Platform.SimPutAsync("/sim/whatsapp/settings", new { pairSeconds = 0, messagesPerSecond = 0 });

        var id = await world.SendTextAsync(person, "Sıraya girerim");

        JsonElement waiting = default;
        await Poll.UntilAsync(
            async () =>
                (waiting = await world.MessageAsync(id)).GetProperty("retryAt").ValueKind is JsonValueKind.String,
            "it waits"
        );
        waiting.GetProperty("status").GetString().ShouldBe("pending");
        waiting.GetProperty("error").GetProperty("code").GetString().ShouldBe("rate_limited_by_provider");
        await world.Platform.SimPutAsync("/sim/whatsapp/settings", new { pairSeconds = 0, messagesPerSecond = 80 });
        world.Server.Clock.Advance(TimeSpan.FromMinutes(10));
        await world.UntilAsync(id, "accepted");
    }

    [Fact]
    public async Task Messages_to_one_person_keep_their_order_and_the_pause_between_them()
    {
        var person = await WriterAsync();
        var first = await world.SendTextAsync(person, "bir");
        var second = await world.SendTextAsync(person, "iki");
        var third = await world.SendTextAsync(person, "üç");
        await world.UntilAsync(first, "accepted");

        (await world.MessageAsync(second)).GetProperty("status").GetString().ShouldBe("pending");
        foreach (var next in new[] { second, third })
        {
            world.Server.Clock.Advance(TimeSpan.FromSeconds(6));
            await world.UntilAsync(next, "accepted");
        }

        (await world.TakenAsync()).Select(TextOf).ShouldBe(["bir", "iki", "üç"]);
        (await world.MessageAsync(third)).GetProperty("attempts").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_worker_that_died_between_intent_and_answer_leaves_the_message_unknown()
    {
        var person = await WriterAsync();
        // Before it is taken: a worker that has it and never comes back.
        await world.Platform.SimPutAsync("/sim/whatsapp/settings", new { pairSeconds = 0, messagesPerSecond = 0 });
        var id = await world.SendTextAsync(person, "Kayıp");
        await Poll.UntilAsync(
            async () => (await world.MessageAsync(id)).GetProperty("retryAt").ValueKind is JsonValueKind.String,
            "it waits"
        );
        await world.Platform.SimPutAsync("/sim/whatsapp/settings", new { pairSeconds = 0, messagesPerSecond = 80 });
        await using (var connection = new Npgsql.NpgsqlConnection(world.Server.Database.ConnectionString))
        {
            await connection.OpenAsync();
            await using var command = new Npgsql.NpgsqlCommand(
                """
                alter table messaging.message no force row level security;
                update messaging.message set status = 'sending' where id = $1;
                alter table messaging.message force row level security;
                """.Replace("$1", $"'{id}'", StringComparison.Ordinal),
                connection
            );
            await command.ExecuteNonQueryAsync();
        }

        world.Server.Clock.Advance(TimeSpan.FromMinutes(10));

        var message = await world.UntilAsync(id, "unknown");
        message.GetProperty("error").GetProperty("message").GetString()!.ShouldContain("server stopped");
        (await world.TakenAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_hides_the_number_is_written_to_by_the_platforms_id_and_is_the_same_person_with_it()
    {
        var phone = world.NewPerson();
        var userId = "TR." + phone + "7";
        await world.Platform.SimPutAsync(
            $"/sim/whatsapp/people/{phone}",
            new
            {
                userId,
                name = "Fatma",
                username = "fatma",
                hidesPhone = true,
            }
        );
        await world.WriteAsync(userId, "Merhaba");
        JsonElement hidden = default;
        await Poll.UntilAsync(
            async () =>
                (hidden = await world.ConversationsAsync() is [var only] ? only : default).ValueKind
                is JsonValueKind.Object,
            "the message arrives"
        );
        hidden.GetProperty("phone").ValueKind.ShouldBe(JsonValueKind.Null);

        await world.UntilAsync(await world.SendTextAsync(userId, "Merhaba Fatma"), "accepted");

        (await world.TakenAsync())[0].GetProperty("body").GetString()!.ShouldContain($"\"recipient\":\"{userId}\"");
        await world.Platform.SimPutAsync($"/sim/whatsapp/people/{phone}", new { userId, hidesPhone = false });
        await world.WriteAsync(userId, "Numaram bu");
        var known = await world.ConversationAsync(phone, messages: 3);
        known.GetProperty("id").GetGuid().ShouldBe(hidden.GetProperty("id").GetGuid());
        (await world.ConversationsAsync()).Count.ShouldBe(1);
        var lead = await world.Client.GetFromJsonAsync<JsonElement>(
            $"/api/v1/leads/{known.GetProperty("leadId").GetGuid()}"
        );
        lead.GetProperty("phone").GetString().ShouldBe("+" + phone);
    }

    [Fact]
    public async Task What_cannot_be_read_or_is_too_long_is_refused_before_anything_is_stored()
    {
        var person = await WriterAsync();

        await world.RefusedAsync("abc", new { text = "Merhaba" }, HttpStatusCode.BadRequest, "validation_failed");
        await world.RefusedAsync(person, new { }, HttpStatusCode.BadRequest, "validation_failed");
        await world.RefusedAsync(
            person,
            new { text = new string('a', 4_097) },
            HttpStatusCode.UnprocessableEntity,
            "message_too_long"
        );
        (await world.TakenAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_of_a_message_stands_in_the_logs()
    {
        var person = await WriterAsync();
        await world.UntilAsync(await world.SendTextAsync(person, "Gizli kalsın"), "accepted");
        var external = (await world.TakenAsync())[0].GetProperty("id").GetString()!;
        using var log = await world.Client.GetAsync($"/api/integrations/accounts/{world.AccountId}/logs/");

        var lines = await log.Content.ReadAsStringAsync();

        foreach (var secret in new[] { "Gizli kalsın", person, external })
        {
            lines.ShouldNotContain(secret);
            world.Server.Logs.Lines.ShouldNotContain(line =>
                line.Contains(secret, StringComparison.Ordinal)
                && !line.Contains("EntityFramework", StringComparison.Ordinal)
            );
        }

        lines.ShouldContain("send_message");
    }

    private async Task<string> WriterAsync()
    {
        var person = world.NewPerson();
        await world.WriteAsync(person, "Merhaba");
        await world.ConversationAsync(person, messages: 1);

        return person;
    }

    private async Task<IReadOnlyList<JsonElement>> TakenOfAsync(string text) =>
        [.. (await world.TakenAsync()).Where(row => TextOf(row) == text)];

    private static string? TextOf(JsonElement taken) =>
        JsonElement.Parse(taken.GetProperty("body").GetString()!).GetProperty("text").GetProperty("body").GetString();

    private async Task FaultAsync(string kind)
    {
        await world.Platform.SimPostAsync(
            "/sim/faults",
            new
            {
                provider = "whatsapp",
                kind,
                path = $"{SendPath}{world.NumberId}/messages",
                times = 1,
                delayMs = 3_000,
            }
        );
    }

    private Task<HttpResponseMessage> RetryAsync(Guid id, bool confirm) =>
        world.Client.PostAsJsonAsync($"/api/v1/messages/{id}/retry", new { confirm });
}
