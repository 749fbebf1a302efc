using Crm.WebApi.Tests.Leads;
using Crm.WebApi.Tests.Messaging;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Events;

/// <summary>A conversation that somebody looks at goes on by itself.</summary>
public sealed class MessageEventsTests(MessagingWorld world) : IClassFixture<MessagingWorld>, IAsyncLifetime
{
    public Task InitializeAsync() => world.UseNewNumberAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task What_a_person_writes_and_what_becomes_of_the_answer_is_heard()
    {
        using var listener = await ListenAsync();
        var person = world.NewPerson();
        await world.WriteAsync(person, "Merhaba");
        var received = await listener.NextAsync("message.received");

        var id = await world.SendTextAsync("+" + person, "Hoş geldiniz");
        var external = (await world.UntilAsync(id, "accepted")).GetProperty("externalId").GetString()!;
        await world.TellAsync(external, "delivered");
        // Of two that come together the later one may be read first, and then the earlier one is no news.
        await world.UntilAsync(id, "delivered");
        await world.TellAsync(external, "read");

        var statuses = new List<string>();
        while (!statuses.Contains("read"))
        {
            var news = await listener.NextAsync("message.updated");
            news.GetProperty("messageId").GetGuid().ShouldBe(id);
            news.GetProperty("conversationId").GetGuid().ShouldBe(received.GetProperty("conversationId").GetGuid());
            statuses.Add(news.GetProperty("status").GetString()!);
        }

        statuses.ShouldBe(["accepted", "delivered", "read"]);
        received.ToString().ShouldNotContain("Merhaba");
        received.ToString().ShouldNotContain(person);
    }

    [Fact]
    public async Task What_a_word_has_cancelled_is_heard()
    {
        using var listener = await ListenAsync();
        var person = world.NewPerson();
        await world.WriteAsync(person, "Merhaba");
        await world.ConversationAsync(person, messages: 1);
        await world.UntilAsync(await world.SendTextAsync(person, "Bir"), "accepted");
        // Not sooner than some seconds after the first, and the clock stands still.
        var waits = await world.SendTextAsync(person, "İki");

        await world.WriteAsync(person, "DUR");

        await world.UntilAsync(waits, "cancelled");
        string? status = null;
        while (status is not "cancelled")
        {
            var news = await listener.NextAsync("message.updated");
            status = news.GetProperty("messageId").GetGuid() == waits ? news.GetProperty("status").GetString() : null;
        }
    }

    private async Task<EventListener> ListenAsync() =>
        await EventListener.OpenAsync(
            world.Server.CreateClient(),
            await world.Server.TokenForAsync(world.Platform.Owner)
        );
}
