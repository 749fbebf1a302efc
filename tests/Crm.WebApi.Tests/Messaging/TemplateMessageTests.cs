using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Messaging;

/// <summary>What may be sent to anybody, if it is approved, fits, is agreed to and paid for.</summary>
public sealed class TemplateMessageTests(MessagingWorld world) : IClassFixture<MessagingWorld>, IAsyncLifetime
{
    private static readonly object[] TwoPlaces =
    [
        new { type = "BODY", text = "Merhaba {{1}}, {{2}} hazır." },
        new
        {
            type = "BUTTONS",
            buttons = new object[]
            {
                new
                {
                    type = "URL",
                    text = "Takip",
                    url = "https://example.com/{{1}}",
                },
                new { type = "QUICK_REPLY", text = "Dur" },
            },
        },
    ];

    public Task InitializeAsync() => world.UseNewNumberAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_template_that_fits_goes_to_anybody_and_belongs_to_a_lead()
    {
        await world.PutTemplateAsync("order_ready", components: TwoPlaces);
        var person = world.NewPerson();

        var id = await world.SendAsync("0" + person[2..], new { template = Order("Ayşe", "A-17") });

        var message = await world.UntilAsync(id, "accepted");
        message.GetProperty("leadId").ValueKind.ShouldBe(JsonValueKind.String);
        message.GetProperty("cost").ValueKind.ShouldBe(JsonValueKind.Null);
        var listed = await TemplatesAsync();
        var slots = listed.ShouldHaveSingleItem().GetProperty("slots");
        slots.GetArrayLength().ShouldBe(2);
        slots[0].GetProperty("names").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task A_message_goes_although_its_lead_could_not_be_stored_and_the_next_one_brings_it()
    {
        await world.PutTemplateAsync("order_ready", components: TwoPlaces);
        var person = world.NewPerson();
        await ExecuteAsync("revoke insert on leads.lead from crm_app");
        try
        {
            var sent = await world.SendAsync(person, new { template = Order("Ayşe", "1") });
            (await world.UntilAsync(sent, "accepted")).GetProperty("leadId").ValueKind.ShouldBe(JsonValueKind.Null);
        }
        finally
        {
            await ExecuteAsync("grant insert on leads.lead to crm_app");
        }

        var next = await world.SendAsync(person, new { template = Order("Ayşe", "2") });
        (await world.MessageAsync(next)).GetProperty("leadId").ValueKind.ShouldBe(JsonValueKind.String);
    }

    [Fact]
    public async Task What_does_not_fit_is_refused_before_it_is_sent()
    {
        await world.PutTemplateAsync("order_ready", components: TwoPlaces);
        await world.PutTemplateAsync("waiting", status: "PENDING");
        var person = world.NewPerson();

        await RefusedAsync(Order("Ayşe"), "template_parameter_count");
        await RefusedAsync(Order("Ayşe", "A\n17"), "template_text_unfit");
        await RefusedAsync(Order("Ayşe", "A-17") with { Language = "en_US" }, "template_unknown");
        await RefusedAsync(new("missing", "tr", []), "template_unknown");
        var problem = await RefusedAsync(new("waiting", "tr", []), "template_not_approved");
        problem.GetProperty("detail").GetString()!.ShouldContain("pending");
        (await world.TakenAsync()).ShouldBeEmpty();

        Task<JsonElement> RefusedAsync(TemplateBody template, string code) =>
            world.RefusedAsync(person, new { template }, HttpStatusCode.UnprocessableEntity, code);
    }

    [Fact]
    public async Task A_template_that_is_paused_is_known_at_once_by_webhook()
    {
        await world.PutTemplateAsync("order_ready", components: TwoPlaces);
        await TemplatesAsync();

        await world.PutTemplateAsync("order_ready", components: TwoPlaces, status: "PAUSED");

        await Poll.UntilAsync(
            async () => (await TemplatesAsync())[0].GetProperty("status").GetString() == "paused",
            "the platform told of it"
        );
        await world.RefusedAsync(
            world.NewPerson(),
            new { template = Order("Ayşe", "A-17") },
            HttpStatusCode.UnprocessableEntity,
            "template_not_approved"
        );
    }

    [Fact]
    public async Task Marketing_waits_for_a_consent_where_the_country_asks_for_it_and_ends_with_it()
    {
        await world.PutTemplateAsync("summer", category: "MARKETING");
        var person = world.NewPerson();
        var order = new { template = new TemplateBody("summer", "tr", []) };
        await world.RefusedAsync(person, order, HttpStatusCode.Conflict, "consent_missing");
        await world.WriteAsync(person, "START");
        var conversation = await world.ConversationAsync(person, messages: 1);

        await world.UntilAsync(await world.SendAsync(person, order), "accepted");

        await ConsentAsync(conversation.GetProperty("leadId").GetGuid(), granted: false);
        await world.RefusedAsync(person, order, HttpStatusCode.Conflict, "recipient_opted_out");
        (await world.ConsentsAsync(conversation)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Who_withdrew_on_another_lead_with_the_same_phone_gets_no_marketing()
    {
        await world.PutTemplateAsync("summer", category: "MARKETING");
        var person = world.NewPerson();
        var order = new { template = new TemplateBody("summer", "tr", []) };
        await world.WriteAsync(person, "START");
        await world.ConversationAsync(person, messages: 1);
        using var created = await world.Client.PostAsJsonAsync(
            "/api/v1/leads",
            new { phone = "+" + person, onDuplicate = "create" }
        );
        var other = await created.ShouldBeAsync(HttpStatusCode.Created);
        await world.UntilAsync(await world.SendAsync(person, order), "accepted");

        await ConsentAsync(other.GetProperty("id").GetGuid(), granted: false);

        await world.RefusedAsync(person, order, HttpStatusCode.Conflict, "recipient_opted_out");
    }

    [Fact]
    public async Task A_word_cancels_what_waits_and_another_lifts_it()
    {
        await world.PutTemplateAsync("order_ready", components: TwoPlaces);
        var person = world.NewPerson();
        var first = await world.SendAsync(person, new { template = Order("Ayşe", "1") });
        var waits = await world.SendAsync(person, new { template = Order("Ayşe", "2") });
        await world.UntilAsync(first, "accepted");

        await world.WriteAsync(person, "توقَّف");

        var cancelled = await world.UntilAsync(waits, "cancelled");
        cancelled.GetProperty("error").GetProperty("code").GetString().ShouldBe("recipient_opted_out");
        cancelled.GetProperty("error").GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
        world.Server.Clock.Advance(TimeSpan.FromMinutes(1));
        // The platform tells whole seconds of the real time, and of two words in one the one that ends it holds.
        var second = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        await Poll.UntilAsync(() => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() > second, "the next second");
        await world.WriteAsync(person, "Başla");
        await world.ConversationAsync(person, messages: 4);
        await world.UntilAsync(await world.SendTextAsync(person, "Tekrar merhaba"), "accepted");
        (await world.TakenAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Who_told_the_platform_to_end_marketing_stands_in_the_ledger()
    {
        await world.PutTemplateAsync("order_ready", components: TwoPlaces);
        var person = world.NewPerson();
        var id = await world.SendAsync(person, new { template = Order("Ayşe", "1") });
        var external = (await world.UntilAsync(id, "accepted")).GetProperty("externalId").GetString()!;

        await world.TellAsync(external, "failed", new { errorCode = 131050, times = 2 });

        (await world.UntilAsync(id, "failed"))
            .GetProperty("error")
            .GetProperty("code")
            .GetString()
            .ShouldBe("recipient_opted_out");
        var conversation = (await world.ConversationsAsync()).ShouldHaveSingleItem();
        (await world.ConsentsAsync(conversation))
            .ShouldHaveSingleItem()
            .GetProperty("granted")
            .GetBoolean()
            .ShouldBeFalse();
    }

    [Fact]
    public async Task A_template_is_paid_for_before_it_is_sent_and_given_back_once_when_it_fails()
    {
        await world.PutTemplateAsync("order_ready", components: TwoPlaces);
        await world.PriceAsync("1.25");
        await world.RefusedAsync(
            world.NewPerson(),
            new { template = Order("Ayşe", "0") },
            HttpStatusCode.Conflict,
            "balance_insufficient"
        );
        (await world.ConversationsAsync()).ShouldBeEmpty();
        await world.CreditAsync();

        var kept = await world.SendAsync(world.NewPerson(), new { template = Order("Ayşe", "1") });
        var failed = await world.SendAsync(world.NewPerson(), new { template = Order("Ayşe", "2") });
        (await world.BalanceAsync()).ShouldBe(0.5m);
        await world.TellAsync(await ExternalAsync(kept), "delivered sent");
        await world.TellAsync(await ExternalAsync(failed), "failed", new { errorCode = 131026, times = 2 });

        (await world.UntilAsync(kept, "delivered"))
            .GetProperty("cost")
            .GetProperty("state")
            .GetString()
            .ShouldBe("settled");
        (await world.UntilAsync(failed, "failed"))
            .GetProperty("cost")
            .GetProperty("state")
            .GetString()
            .ShouldBe("returned");
        (await world.BalanceAsync()).ShouldBe(1.75m);
    }

    private async Task<string> ExternalAsync(Guid id) =>
        (await world.UntilAsync(id, "accepted")).GetProperty("externalId").GetString()!;

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(world.Server.Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task ConsentAsync(Guid leadId, bool granted)
    {
        world.Server.Clock.Advance(TimeSpan.FromSeconds(10));
        using var recorded = await world.Client.PostAsJsonAsync(
            $"/api/v1/leads/{leadId}/consents",
            new { channel = "whatsapp", granted }
        );
        await recorded.ShouldBeAsync(HttpStatusCode.Created);
    }

    private async Task<IReadOnlyList<JsonElement>> TemplatesAsync() =>
        [
            .. (
                await world.Client.GetFromJsonAsync<JsonElement>(
                    $"/api/v1/message-templates?accountId={world.AccountId}"
                )
            )
                .GetProperty("data")
                .EnumerateArray(),
        ];

    private static TemplateBody Order(params string[] texts) =>
        new(
            "order_ready",
            "tr",
            [
                new { type = "body", parameters = texts.Select(value => new { type = "text", value }) },
                new
                {
                    type = "button",
                    subType = "url",
                    index = 0,
                    parameters = new[] { new { type = "text", value = "A-17" } },
                },
            ]
        );

    private sealed record TemplateBody(string Name, string Language, object[] Components);
}
