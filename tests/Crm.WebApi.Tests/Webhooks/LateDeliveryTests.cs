using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.Application.Notifications;
using Crm.TestKit;
using Crm.WebApi.Tests.Events;
using Crm.WebApi.Tests.Identity;
using Crm.WebApi.Tests.Leads;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Webhooks;

/// <summary>A delivery that is worked more than a day after it was received.</summary>
public sealed class LateDeliveryTests
{
    private const string Known = "known@example.com";

    [Theory]
    [InlineData("new@example.com", "lead.created")]
    [InlineData(Known, "lead.updated")]
    public async Task Its_event_is_heard_by_who_resumes_and_its_lead_is_as_new_as_the_moment(string email, string heard)
    {
        await using var disposable = new DisposableWorld();
        var world = disposable.Inbox;
        await world.StartAsync();
        using var owner = await world.Server.RegisterTenantAsync();
        var account = await InboxWorld.CreateAccountAsync(owner);
        var receivedAt = world.Server.Clock.GetUtcNow();
        using var sent = await world.PostLeadsAsync(Body(email), account.Key, secret: null);
        world.Server.Clock.Advance(TimeSpan.FromHours(25));
        var token = await world.Server.TokenForAsync(owner);
        using var client = await world.Server.ClientForAsync(owner);
        string last;
        using (var listener = await EventListener.OpenAsync(world.Server.CreateClient(), token))
        {
            (await client.PostAsJsonAsync("/api/v1/leads", new { email = Known })).Dispose();
            last = (await listener.NextAsync()).Id;
        }

        world.Server.Clock.Advance(TimeSpan.FromMinutes(1));
        await ReplayAsync(client, account.Id);
        await world.UntilProcessedAsync(owner.TenantId);
        await DeleteOldEventsAsync(world.Server);

        using var resumed = await EventListener.OpenAsync(world.Server.CreateClient(), token, last);
        (await resumed.NextAsync()).Type.ShouldBe(heard);
        var found = await client.GetFromJsonAsync<JsonElement>($"/api/v1/leads?q={email}");
        var id = found.GetProperty("data").EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetGuid();
        var lead = await client.GetFromJsonAsync<JsonElement>($"/api/v1/leads/{id}");
        lead.GetProperty("updatedAt").GetDateTimeOffset().ShouldBe(world.Server.Clock.GetUtcNow());
        lead.GetProperty("submissions")[0].GetProperty("receivedAt").GetDateTimeOffset().ShouldBe(receivedAt);
    }

    private static async Task ReplayAsync(HttpClient client, Guid accountId)
    {
        using var allowed = await client.PatchAsJsonAsync(
            $"/api/integrations/accounts/{accountId}",
            new { acceptsUnsigned = true }
        );
        await allowed.ShouldBeAsync(HttpStatusCode.OK);
        var refused = await client.GetFromJsonAsync<JsonElement>("/api/v1/webhook-events?status=quarantined");
        var id = refused.GetProperty("data")[0].GetProperty("id").GetGuid();
        using var replayed = await client.PostAsync($"/api/v1/webhook-events/{id}/replay", content: null);
        await replayed.ShouldBeAsync(HttpStatusCode.OK);
    }

    private static async Task DeleteOldEventsAsync(TestServer server)
    {
        await using var scope = server.Services.CreateAsyncScope();

        await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new DeleteOldEvents());
    }

    private static string Body(string email) =>
        $$"""{"object":1,"entry":[{"id":"1","advertiser_id":"1","changes":[{"field":"email","value":"{{email}}"}]}]}""";
}
