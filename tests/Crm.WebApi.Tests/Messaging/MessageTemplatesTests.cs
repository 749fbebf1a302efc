using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Messaging;

/// <summary>The list of templates: page by page, and from what is stored while the platform is in trouble.</summary>
public sealed class MessageTemplatesTests(MessagingWorld world) : IClassFixture<MessagingWorld>, IAsyncLifetime
{
    public Task InitializeAsync() => world.UseNewNumberAsync();

    public async Task DisposeAsync()
    {
        using var cleared = await world.Platform.Sim.DeleteAsync("/sim/faults");
    }

    [Fact]
    public async Task Templates_are_listed_page_by_page_without_skipping_or_repeating_one()
    {
        for (var number = 1; number <= 5; number++)
        {
            await world.PutTemplateAsync($"offer_{number}");
        }

        var names = new List<string>();
        var query = $"?accountId={world.AccountId}&limit=2";
        for (
            JsonElement page;
            ;
            query = $"?accountId={world.AccountId}&limit=2&cursor={page.GetProperty("nextCursor")}"
        )
        {
            page = await world.Client.GetFromJsonAsync<JsonElement>($"/api/v1/message-templates{query}");
            var found = page.GetProperty("data").EnumerateArray().ToList();
            found.Count.ShouldBeLessThanOrEqualTo(2);
            names.AddRange(found.Select(template => template.GetProperty("name").GetString()!));
            if (page.GetProperty("nextCursor").ValueKind is JsonValueKind.Null)
            {
                break;
            }
        }

        names.Order(StringComparer.Ordinal).ShouldBe(["offer_1", "offer_2", "offer_3", "offer_4", "offer_5"]);
    }

    [Fact]
    public async Task A_platform_in_trouble_is_asked_once_a_minute_and_what_is_stored_is_shown_meanwhile()
    {
        await world.PutTemplateAsync("offer");
        (await CountAsync()).ShouldBe(1);
        world.Server.Clock.Advance(TimeSpan.FromMinutes(61));
        await world.SignInAgainAsync();
        await world.Platform.FaultAsync("whatsapp", "status", 400);
        var before = await CallsAsync();

        for (var look = 0; look < 4; look++)
        {
            (await CountAsync()).ShouldBe(1);
        }

        (await CallsAsync() - before).ShouldBe(1);
    }

    [Fact]
    public async Task A_template_that_the_platform_has_just_announced_can_be_sent_at_once()
    {
        await world.PutTemplateAsync("offer");
        (await CountAsync()).ShouldBe(1);

        await world.PutTemplateAsync("announced");

        await Poll.UntilAsync(
            async () =>
            {
                using var sent = await world.PostAsync(
                    world.NewPerson(),
                    new { template = new { name = "announced", language = "tr" } }
                );

                return sent.StatusCode is HttpStatusCode.Accepted;
            },
            "it is known"
        );
    }

    private async Task<int> CountAsync()
    {
        using var answer = await world.Client.GetAsync($"/api/v1/message-templates?accountId={world.AccountId}");

        return (await answer.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("data").GetArrayLength();
    }

    /// <summary>What the integration log has of them: each is a call, or one that the company's gate kept back.</summary>
    private async Task<int> CallsAsync()
    {
        using var answer = await world.Client.GetAsync($"/api/integrations/accounts/{world.AccountId}/logs/");

        return (await answer.ShouldBeAsync(HttpStatusCode.OK))
            .GetProperty("data")
            .EnumerateArray()
            .Count(line => line.GetProperty("action").GetString() == "list_templates");
    }
}
