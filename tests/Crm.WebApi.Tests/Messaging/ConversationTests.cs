using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Messaging;

public sealed class ConversationTests(MessagingWorld world) : IClassFixture<MessagingWorld>, IAsyncLifetime
{
    public Task InitializeAsync() => world.UseNewNumberAsync();

    public Task DisposeAsync() => world.ForgetSettingsAsync();

    [Fact]
    public async Task How_long_anything_may_be_written_is_told_with_the_conversation()
    {
        var person = world.NewPerson();
        await world.WriteAsync(person, "Merhaba");

        var conversation = await world.ConversationAsync(person, messages: 1);

        var wrote = conversation.GetProperty("lastInboundAt").GetDateTimeOffset();
        conversation.GetProperty("serviceWindowEndsAt").GetDateTimeOffset().ShouldBe(wrote.AddHours(24));
        var alone = await world.Client.GetFromJsonAsync<JsonElement>(
            $"/api/v1/conversations/{conversation.GetProperty("id").GetGuid()}"
        );
        alone.GetProperty("serviceWindowEndsAt").GetDateTimeOffset().ShouldBe(wrote.AddHours(24));
    }

    [Fact]
    public async Task An_inbound_message_its_shuffled_doubled_and_early_statuses_and_an_opt_out_end_in_one_conversation()
    {
        var person = world.NewPerson();
        await world.WriteAsync(person, "Merhaba Ayşe ☕", new { times = 3 });
        await world.ConversationAsync(person, messages: 1);

        // Early: every status arrives before the answer that names the message.
        await world.Platform.SimPutAsync(
            "/sim/whatsapp/settings",
            new
            {
                autoStatuses = "read sent".Split(' '),
                statusBeforeAnswer = true,
                pairSeconds = 0,
            }
        );
        var id = await world.SendTextAsync("+" + person, "Hoş geldiniz");
        var early = await world.UntilAsync(id, "read");
        await world.ForgetSettingsAsync();

        // Shuffled and doubled.
        var external = early.GetProperty("externalId").GetString()!;
        await world.TellAsync(external, "delivered sent", new { times = 2, reorder = true });
        await world.TellAsync(external, "failed delivered sent", new { times = 2 });
        world.Server.Clock.Advance(TimeSpan.FromMinutes(1));
        await world.WriteAsync(person, "  dur! ", new { times = 2 });
        var conversation = await world.ConversationAsync(person, messages: 3);
        await Poll.UntilAsync(
            async () => (await world.MessageAsync(id)).GetProperty("deliveredAt").ValueKind is JsonValueKind.String,
            "the late statuses were taken"
        );

        (await world.ConversationsAsync()).Count.ShouldBe(1);
        (await world.MessagesAsync(conversation)).Count.ShouldBe(3);
        var message = await world.MessageAsync(id);
        message.GetProperty("status").GetString().ShouldBe("read");
        message.GetProperty("error").ValueKind.ShouldBe(JsonValueKind.Null);
        conversation.GetProperty("optedOut").GetBoolean().ShouldBeTrue();
        var problem = await world.RefusedAsync(
            person,
            new { text = "Bir şey daha" },
            HttpStatusCode.Conflict,
            "recipient_opted_out"
        );
        problem.GetProperty("detail").GetString()!.ShouldContain("no more messages");
        var consent = (await world.ConsentsAsync(conversation)).ShouldHaveSingleItem();
        consent.GetProperty("granted").GetBoolean().ShouldBeFalse();
        consent.GetProperty("text").GetString().ShouldBe("dur!");
        consent.GetProperty("language").GetString().ShouldBe("tr");
        (await world.TakenAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Whoever_writes_becomes_a_lead_with_the_advertisement_that_brought_them()
    {
        var person = world.NewPerson();

        await world.WriteAsync(
            person,
            "Fiyat?",
            new
            {
                more = new
                {
                    referral = new
                    {
                        source_id = "120200000000000701",
                        source_type = "ad",
                        source_url = "https://fb.me/x",
                        headline = "Yaz indirimi",
                        ctwa_clid = "clid-1",
                    },
                },
            }
        );

        var conversation = await world.ConversationAsync(person, messages: 1);
        var lead = await world.Client.GetFromJsonAsync<JsonElement>(
            $"/api/v1/leads/{conversation.GetProperty("leadId").GetGuid()}"
        );
        lead.GetProperty("phone").GetString().ShouldBe("+" + person);
        lead.GetProperty("source").GetString().ShouldBe("whatsapp");
        var submission = lead.GetProperty("submissions").EnumerateArray().ShouldHaveSingleItem();
        submission.GetProperty("clickId").GetString().ShouldBe("clid-1");
        submission.GetProperty("ad").GetProperty("name").GetString().ShouldBe("Yaz indirimi");
    }
}
