using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Integrations;

public sealed class GoogleLeadFormTests(PlatformServer platform) : IClassFixture<PlatformServer>, IAsyncLifetime
{
    private readonly PlatformWorld world = platform.World;

    public Task InitializeAsync() => platform.BeginAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Own_clients_are_tried_without_a_consent()
    {
        var right = await world.CreatedAsync("google_ads", Client("google_demo_secret"));
        var wrong = await world.CreatedAsync("google_ads", Client("wrong"));

        right.GetProperty("status").GetString().ShouldBe("connected", right.ToString());
        wrong.GetProperty("status").GetString().ShouldBe("error");
        wrong
            .GetProperty("health")
            .GetProperty("lastError")
            .GetProperty("code")
            .GetString()
            .ShouldBe("authentication_failed");
    }

    [Fact]
    public async Task A_lead_arrives_once_with_its_story_however_often_it_is_sent()
    {
        var (_, target, key) = await AddressAsync();

        await SendAsync(
            target,
            key,
            new
            {
                times = 3,
                leadId = "lead-once",
                bigIds = true,
                unknownFields = true,
            }
        );

        var lead = await OnlyLeadAsync();
        lead.GetProperty("source").GetString().ShouldBe("google_ads");
        lead.GetProperty("email").GetString().ShouldNotBeNullOrEmpty();
        var submissions = lead.GetProperty("submissions").EnumerateArray().ToList();
        submissions.Count.ShouldBe(1);
        submissions[0].GetProperty("externalId").GetString().ShouldBe("lead-once");
        long.Parse(submissions[0].GetProperty("formId").GetString()!, CultureInfo.InvariantCulture)
            .ShouldBeGreaterThan(1L << 53);
        submissions[0].GetProperty("answers").GetArrayLength().ShouldBeGreaterThan(2);
        (await LostAsync()).ShouldBe(0);

        var days = await world.Owner.Client.GetFromJsonAsync<JsonElement>("/api/v1/leads/reconciliation");
        var day = days.GetProperty("data").EnumerateArray().ShouldHaveSingleItem();
        day.GetProperty("state").GetString().ShouldBe("unprovable");
        day.GetProperty("reason").GetString().ShouldBe("webhook_only");
        day.GetProperty("ourCount").GetInt32().ShouldBe(1);
    }

    [Theory]
    [InlineData("capitalised")]
    [InlineData("right")]
    public async Task A_key_is_found_whatever_the_case_of_its_member(string keyMode)
    {
        var (_, target, key) = await AddressAsync();

        await SendAsync(target, key, new { keyMode, withoutColumnNames = true });

        (await OnlyLeadAsync()).GetProperty("phone").GetString().ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData("missing")]
    [InlineData("empty")]
    public async Task Without_the_key_a_delivery_is_kept_apart_answered_and_never_a_lead(string keyMode)
    {
        var (_, target, key) = await AddressAsync();

        await SendAsync(target, key, new { keyMode });

        await Poll.UntilAsync(async () => (await EventsAsync("quarantined")).GetArrayLength() == 1, "it is kept apart");
        (await LeadsAsync()).GetArrayLength().ShouldBe(0);
        (await LostAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_test_lead_is_marked()
    {
        var (_, target, key) = await AddressAsync();

        await SendAsync(target, key, new { isTest = true });

        var lead = await OnlyLeadAsync();
        lead.GetProperty("tags").ToString().ShouldContain("test");
        lead.GetProperty("submissions")[0].GetProperty("isTest").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_new_address_has_a_new_key_and_the_old_one_is_gone()
    {
        var (id, target, key) = await AddressAsync();

        using var rotated = await world.PostAsync(id, "rotate-webhook-key/");
        var account = await rotated.ShouldBeAsync(HttpStatusCode.OK);

        account.GetProperty("webhookKey").GetString().ShouldNotBe(key);
        account.GetProperty("webhookUrl").GetString().ShouldNotBe(target);
        using var viewer = await world.Owner.Client.GetAsync($"/api/integrations/accounts/{id}/");
        (await viewer.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("webhookKey").GetString()!.Length.ShouldBe(40);
    }

    [Fact]
    public async Task What_was_given_up_before_the_key_was_replaced_is_tried_again_after_it()
    {
        var (id, target, key) = await AddressAsync();
        await SendAsync(target, key, new { isTest = false });
        await OnlyLeadAsync();
        await using (
            var other = await OtherTransaction.BeginAsync(
                world.Server,
                world.Owner.TenantId,
                "update integrations.webhook_event set status = 'parked', reason = 'TimeoutException'"
            )
        )
        {
            await other.CommitAsync();
        }

        world.Server.Clock.Advance(TimeSpan.FromMinutes(1));
        using var rotated = await world.PostAsync(id, "rotate-webhook-key/");
        await rotated.ShouldBeAsync(HttpStatusCode.OK);
        var events = await world.Owner.Client.GetFromJsonAsync<JsonElement>("/api/v1/webhook-events");
        var kept = events.GetProperty("data")[0].GetProperty("id").GetGuid();

        using var replayed = await world.Owner.Client.PostAsync($"/api/v1/webhook-events/{kept}/replay", null);

        await replayed.ShouldBeAsync(HttpStatusCode.OK);
    }

    private static object Client(string secret) =>
        new
        {
            clientId = "google-demo.apps.googleusercontent.com",
            clientSecret = secret,
            developerToken = "google_demo_developer_token",
        };

    private async Task<(Guid Id, string Target, string Key)> AddressAsync()
    {
        var account = await world.CreatedAsync("google_ads");
        var path = new Uri(account.GetProperty("webhookUrl").GetString()!).AbsolutePath.TrimStart('/');

        return (
            account.GetProperty("id").GetGuid(),
            world.Server.Address.AbsoluteUri + path,
            account.GetProperty("webhookKey").GetString()!
        );
    }

    private Task<JsonElement> SendAsync(string target, string key, object switches)
    {
        var order = JsonSerializer.SerializeToNode(switches)!.AsObject();
        order["target"] = target;
        order["key"] = key;

        return world.SimPostAsync("/sim/google-lead-form/leads", order);
    }

    private async Task<JsonElement> OnlyLeadAsync()
    {
        await Poll.UntilAsync(async () => (await LeadsAsync()).GetArrayLength() == 1, "the lead arrives");
        var id = (await LeadsAsync())[0].GetProperty("id").GetGuid();

        return await world.Owner.Client.GetFromJsonAsync<JsonElement>($"/api/v1/leads/{id}");
    }

    private async Task<JsonElement> LeadsAsync() =>
        (await world.Owner.Client.GetFromJsonAsync<JsonElement>("/api/v1/leads")).GetProperty("data");

    private async Task<JsonElement> EventsAsync(string status) =>
        (await world.Owner.Client.GetFromJsonAsync<JsonElement>($"/api/v1/webhook-events?status={status}")).GetProperty(
            "data"
        );

    private async Task<int> LostAsync() =>
        (await world.Sim.GetFromJsonAsync<JsonElement>("/sim/google-lead-form/leads"))
            .GetProperty("summary")
            .GetProperty("lost")
            .GetInt32();
}
