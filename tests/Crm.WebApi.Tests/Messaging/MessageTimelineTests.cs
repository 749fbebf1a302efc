using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Messaging;

/// <summary>What messages mean for the lead that they belong to.</summary>
public sealed class MessageTimelineTests(MessagingWorld world) : IClassFixture<MessagingWorld>, IAsyncLifetime
{
    public Task InitializeAsync() => world.UseNewNumberAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task The_timeline_tells_of_messages_both_ways_and_the_first_answer_is_the_first_contact()
    {
        var person = world.NewPerson();
        await world.WriteAsync(person, "Merhaba");
        var leadId = (await world.ConversationAsync(person, messages: 1)).GetProperty("leadId").GetGuid();
        world.Server.Clock.Advance(TimeSpan.FromSeconds(30));
        await world.UntilAsync(await world.SendTextAsync("+" + person, "Hoş geldiniz"), "accepted");

        var entries = (await TimelineAsync(leadId)).Where(entry => Kind(entry) == "message").ToList();

        entries
            .Select(entry => entry.GetProperty("message"))
            .Select(message => (message.GetProperty("direction").GetString(), message.GetProperty("text").GetString()))
            .ShouldBe([("outbound", "Hoş geldiniz"), ("inbound", "Merhaba")]);
        entries[0].GetProperty("by").GetProperty("id").GetGuid().ShouldBe(world.Platform.Owner.UserId);
        entries[1].TryGetProperty("by", out _).ShouldBeFalse();
        var report = await world.Client.GetFromJsonAsync<JsonElement>("/api/v1/reports/leads?groupBy=source");
        report.GetProperty("total").GetProperty("medianSecondsToFirstContact").GetDouble().ShouldBeInRange(30, 120);
    }

    [Fact]
    public async Task Who_writes_again_is_back_although_the_lead_was_deleted()
    {
        var person = world.NewPerson();
        await world.WriteAsync(person, "Merhaba");
        var leadId = (await world.ConversationAsync(person, messages: 1)).GetProperty("leadId").GetGuid();
        using (var deleted = await world.Client.DeleteAsync($"/api/v1/leads/{leadId}"))
        {
            deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        }

        await world.WriteAsync(person, "Yine ben");

        await Poll.UntilAsync(
            async () =>
            {
                using var lead = await world.Client.GetAsync($"/api/v1/leads/{leadId}");

                return lead.StatusCode is HttpStatusCode.OK;
            },
            "The lead is not back."
        );
    }

    private async Task<IReadOnlyList<JsonElement>> TimelineAsync(Guid leadId)
    {
        var page = await world.Client.GetFromJsonAsync<JsonElement>($"/api/v1/leads/{leadId}/timeline");

        return [.. page.GetProperty("data").EnumerateArray()];
    }

    private static string? Kind(JsonElement entry) => entry.GetProperty("kind").GetString();
}
