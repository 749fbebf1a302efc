using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.WebApi.Tests.Identity;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Messaging;

/// <summary>What a word has ended is lifted by a later consent of the ledger, and the conversation says so.</summary>
public sealed class OptOutTests(MessagingWorld world) : IClassFixture<MessagingWorld>, IAsyncLifetime
{
    public Task InitializeAsync() => world.UseNewNumberAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_consent_that_is_recorded_lifts_it()
    {
        var (person, conversation) = await LeaverAsync();

        await RecordAsync(LeadOf(conversation), granted: true);

        (await IsOptedOutAsync(conversation)).ShouldBeFalse();
        await world.UntilAsync(await world.SendTextAsync(person, "Tekrar merhaba"), "accepted");
    }

    [Theory]
    [InlineData("merge")]
    [InlineData("create")]
    public async Task A_consent_that_comes_with_a_lead_lifts_it(string onDuplicate)
    {
        var (person, conversation) = await LeaverAsync();

        await CreateLeadAsync(person, onDuplicate, new { channel = "whatsapp", granted = true });

        (await IsOptedOutAsync(conversation)).ShouldBeFalse();
        await world.UntilAsync(await world.SendTextAsync(person, "Tekrar merhaba"), "accepted");
    }

    [Fact]
    public async Task Of_two_leads_with_one_phone_the_newest_entry_counts()
    {
        var (person, conversation) = await LeaverAsync();
        var left = conversation.GetProperty("optedOutAt").GetDateTimeOffset();
        var other = await CreateLeadAsync(person, "create", consent: null);
        await RecordAsync(LeadOf(conversation), granted: false, left.AddSeconds(20));

        await RecordAsync(other, granted: true, left.AddSeconds(10));

        (await IsOptedOutAsync(conversation)).ShouldBeTrue();
        await world.RefusedAsync(person, new { text = "Merhaba" }, HttpStatusCode.Conflict, "recipient_opted_out");
        await RecordAsync(other, granted: true, left.AddSeconds(30));
        (await IsOptedOutAsync(conversation)).ShouldBeFalse();
    }

    [Fact]
    public async Task Neither_an_older_consent_nor_one_for_another_channel_lifts_it()
    {
        var (_, conversation) = await LeaverAsync();
        var left = conversation.GetProperty("optedOutAt").GetDateTimeOffset();

        await RecordAsync(LeadOf(conversation), granted: true, left.AddSeconds(-1));
        await RecordAsync(LeadOf(conversation), granted: true, channel: "sms");

        (await IsOptedOutAsync(conversation)).ShouldBeTrue();
    }

    private async Task<(string Person, JsonElement Conversation)> LeaverAsync()
    {
        var person = world.NewPerson();
        await world.WriteAsync(person, "DUR");
        var conversation = await world.ConversationAsync(person, messages: 1);
        conversation.GetProperty("optedOut").GetBoolean().ShouldBeTrue();
        world.Server.Clock.Advance(TimeSpan.FromMinutes(1));

        return (person, conversation);
    }

    private async Task<bool> IsOptedOutAsync(JsonElement conversation) =>
        (
            await world.Client.GetFromJsonAsync<JsonElement>(
                $"/api/v1/conversations/{conversation.GetProperty("id").GetGuid()}"
            )
        )
            .GetProperty("optedOut")
            .GetBoolean();

    private async Task RecordAsync(Guid leadId, bool granted, DateTimeOffset? at = null, string channel = "whatsapp")
    {
        using var recorded = await world.Client.PostAsJsonAsync(
            $"/api/v1/leads/{leadId}/consents",
            new
            {
                channel,
                granted,
                at,
            }
        );
        await recorded.ShouldBeAsync(HttpStatusCode.Created);
    }

    private async Task<Guid> CreateLeadAsync(string person, string onDuplicate, object? consent)
    {
        using var created = await world.Client.PostAsJsonAsync(
            "/api/v1/leads",
            new
            {
                phone = "+" + person,
                onDuplicate,
                consent,
            }
        );
        var lead = await created.Content.ReadFromJsonAsync<JsonElement>();
        created.IsSuccessStatusCode.ShouldBeTrue(lead.ToString());

        return lead.GetProperty("id").GetGuid();
    }

    private static Guid LeadOf(JsonElement conversation) => conversation.GetProperty("leadId").GetGuid();
}
