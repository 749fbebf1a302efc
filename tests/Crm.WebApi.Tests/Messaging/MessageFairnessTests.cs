using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.WebApi.Tests.Identity;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Messaging;

/// <summary>Who has much to say does not make anybody else wait.</summary>
public sealed class MessageFairnessTests(MessagingWorld world) : IClassFixture<MessagingWorld>, IAsyncLifetime
{
    public Task InitializeAsync() => world.UseNewNumberAsync();

    public Task DisposeAsync() => world.Platform.SimPutAsync("/sim/latency", new { ms = 0 });

    [Fact]
    public async Task A_company_with_sixty_messages_does_not_delay_another_with_a_single_one()
    {
        await world.PutTemplateAsync("order_ready");
        using var large = world.Server.CreateClient();
        large.DefaultRequestHeaders.Authorization = world.Client.DefaultRequestHeaders.Authorization;
        var (account, number) = (world.AccountId, world.NumberId);
        await PostAsync(large, account);
        await world.UseNewNumberAsync();
        await world.PutTemplateAsync("order_ready");
        await world.UntilAsync(await world.SendAsync(world.NewPerson(), new { template = Order }), "accepted");
        await world.Platform.SimPutAsync("/sim/latency", new { ms = 300 });
        await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => PostAsync(large, account)));

        await world.UntilAsync(await world.SendAsync(world.NewPerson(), new { template = Order }), "accepted");

        var state = await world.Platform.Sim.GetFromJsonAsync<JsonElement>("/sim/whatsapp/state");
        state
            .GetProperty("sent")
            .EnumerateArray()
            .Count(row => row.GetProperty("number").GetProperty("id").GetString() == number)
            .ShouldBeLessThan(30);
    }

    private static object Order => new { name = "order_ready", language = "tr" };

    private async Task PostAsync(HttpClient client, Guid accountId)
    {
        using var answer = await client.PostAsJsonAsync(
            "/api/v1/messages",
            new
            {
                accountId,
                to = world.NewPerson(),
                template = Order,
            }
        );
        await answer.ShouldBeAsync(HttpStatusCode.Accepted);
    }
}
