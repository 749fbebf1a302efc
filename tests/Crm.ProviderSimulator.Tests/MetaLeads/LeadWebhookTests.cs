using System.Text;
using System.Text.Json;
using Crm.ProviderSimulator.Meta.Webhooks;
using Crm.ProviderSimulator.Tests.Meta;
using static Crm.ProviderSimulator.Tests.Meta.GraphClient;

namespace Crm.ProviderSimulator.Tests.MetaLeads;

public sealed class LeadWebhookTests : IAsyncDisposable
{
    private readonly SimulatorHost host = new();

    [Theory]
    [InlineData(
        """{"object":"page","entry":[{"id":"1001","time":1767225600,"changes":[{"field":"leadgen","value":{"leadgen_id":"9001","page_id":"1001","form_id":"5001","created_time":1767225599}}]}]}""",
        "sha256=f6d6b72c8b3a1566fbea17ad9d1d4c3f27f448f9140abad79589fe072c39d304"
    )]
    public void Published_signature_vector_holds(string body, string signature) =>
        MetaSignature.Sign(Secret, Encoding.ASCII.GetBytes(body)).ShouldBe(signature);

    [Fact]
    public async Task Nothing_is_delivered_before_the_page_is_subscribed_with_its_own_token()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await RegisterAsync(receiver);
        (await SubmitAsync(new { })).GetProperty("deliveries").GetArrayLength().ShouldBe(0);

        (await SubscribeAsync(UserToken)).Code().ShouldBe("210");
        var withoutPermission = await host.PlantTokenAsync(new { kind = "page", scopes = List("leads_retrieval") });
        (await SubscribeAsync(withoutPermission)).Code().ShouldBe("200");
        (await SubscribeAsync(PageToken, "leadgen,nonsense")).Code().ShouldBe("100");
        (await SubmitAsync(new { })).GetProperty("deliveries").GetArrayLength().ShouldBe(0);

        (await SubscribeAsync(PageToken)).GetProperty("success").GetBoolean().ShouldBeTrue();
        var sent = await SubmitAsync(new { });

        var received = (await receiver.WaitAsync(1))[0];
        received.HubSignature.ShouldBe(MetaSignature.Sign(Secret, received.Body));
        var value = Value(received, 0);
        value.Text("leadgen_id").ShouldBe(sent.Text("leadId"));
        value.TryGetProperty("field_data", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Subscription_is_listed_replaced_and_removed()
    {
        await SubscribeAsync(PageToken, "leadgen,feed");
        await SubscribeAsync(PageToken);

        var list = await host.ReadAsync($"/{Page}/subscribed_apps?fields=id,name,subscribed_fields");
        list.Data().Single().GetProperty("subscribed_fields").EnumerateArray().Single().GetString().ShouldBe("leadgen");

        await host.GraphAsync(HttpMethod.Delete, $"/{Page}/subscribed_apps", PageToken);
        (await host.ReadAsync($"/{Page}/subscribed_apps")).Data().ShouldBeEmpty();
    }

    [Fact]
    public async Task App_that_is_not_live_and_page_that_switched_apps_off_receive_nothing()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await RegisterAsync(receiver);
        await SubscribeAsync(PageToken);

        await host.PutAsync($"/sim/meta/pages/{Page}", new { allowsApps = false });
        (await SubmitAsync(new { })).GetProperty("deliveries").GetArrayLength().ShouldBe(0);
        await host.PutAsync($"/sim/meta/pages/{Page}", new { allowsApps = true });
        (await SubmitAsync(new { })).GetProperty("deliveries").GetArrayLength().ShouldBe(1);
        await host.PutAsync($"/sim/meta/apps/{App}", new { secret = Secret, isLive = false });
        (await SubmitAsync(new { })).GetProperty("deliveries").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Hour_of_failure_ends_the_subscription()
    {
        await using var receiver = await WebhookReceiver.StartAsync(503, 503);
        await host.PutAsync("/sim/settings", new { webhookRetryBaseMs = 60_000 });
        await RegisterAsync(receiver);
        await SubscribeAsync(PageToken);
        await SubmitAsync(new { });

        host.Clock.Turn(TimeSpan.FromMinutes(59));
        (await host.ReadAsync($"/{Page}/subscribed_apps")).Data().Count.ShouldBe(1);
        host.Clock.Turn(TimeSpan.FromMinutes(2));
        (await host.ReadAsync($"/{Page}/subscribed_apps")).Data().ShouldBeEmpty();
        (await SubmitAsync(new { })).GetProperty("deliveries").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Success_after_a_failure_keeps_the_subscription()
    {
        await using var receiver = await WebhookReceiver.StartAsync(503);
        await host.PutAsync("/sim/settings", new { webhookRetryBaseMs = 60_000 });
        await RegisterAsync(receiver);
        await SubscribeAsync(PageToken);
        await SubmitAsync(new { });
        await SubmitAsync(new { });

        host.Clock.Turn(TimeSpan.FromHours(2));
        (await host.ReadAsync($"/{Page}/subscribed_apps")).Data().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Several_leads_travel_in_one_body_or_apart_with_the_last_first_and_twice()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await SubmitAsync(new { target = receiver.Address, count = 3 });
        var sent = await SubmitAsync(
            new
            {
                target = receiver.Address,
                count = 2,
                reorder = true,
                times = 2,
            }
        );

        var received = await receiver.WaitAsync(5);

        JsonElement.Parse(received[0].Body).GetProperty("entry")[0].GetProperty("changes").GetArrayLength().ShouldBe(3);
        received[1].Body.ShouldBe(received[2].Body);
        var ids = sent.GetProperty("leadIds").EnumerateArray().Select(id => id.GetString()!).ToList();
        received.Skip(1).Select(one => Value(one, 0).Text("leadgen_id")).ShouldBe([ids[1], ids[1], ids[0], ids[0]]);
    }

    [Fact]
    public async Task Ids_can_be_numbers_and_organic_leads_have_no_ad()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await host.PutAsync("/sim/meta-leads/settings", new { numericIds = true });
        var sent = await SubmitAsync(new { target = receiver.Address, organic = true });

        var value = Value((await receiver.WaitAsync(1))[0], 0);

        value.GetProperty("leadgen_id").ValueKind.ShouldBe(JsonValueKind.Number);
        value.GetProperty("leadgen_id").GetRawText().ShouldBe(sent.Text("leadId"));
        value.TryGetProperty("ad_id", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Dashboard_test_names_a_lead_that_does_not_exist()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await host.PostAsync("/sim/meta-leads/dashboard-test", new { target = receiver.Address });

        var id = Value((await receiver.WaitAsync(1))[0], 0).Text("leadgen_id");

        (await host.ReadAsync($"/{id}")).Code().ShouldBe("100/33");
    }

    [Fact]
    public async Task Form_has_one_test_lead_until_it_is_deleted()
    {
        var path = $"/{Form}/test_leads";
        var made = await host.GraphAsync(HttpMethod.Post, path, PageToken, new { });
        var id = made.Text("id");

        (await host.GraphAsync(HttpMethod.Post, path, PageToken, new { })).Code().ShouldBe("100");
        var lead = await host.ReadAsync($"/{id}?fields=is_organic,field_data");
        lead.GetProperty("is_organic").GetBoolean().ShouldBeTrue();
        lead.GetProperty("field_data")[0]
            .GetProperty("values")[0]
            .GetString()
            .ShouldBe("<test lead: dummy data for full_name>");
        (await host.ReadAsync(path)).Data().Single().Text("id").ShouldBe(id);
        (await host.GraphAsync(HttpMethod.Delete, $"/{id}", PageToken)).Code().ShouldBe("");
        (await host.GraphAsync(HttpMethod.Post, path, PageToken, new { })).Code().ShouldBe("");
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private static JsonElement Value(Received received, int index) =>
        JsonElement.Parse(received.Body).GetProperty("entry")[0].GetProperty("changes")[index].GetProperty("value");

    private Task<JsonElement> SubmitAsync(object order) => host.PostAsync("/sim/meta-leads/leads", order);

    private Task<JsonElement> SubscribeAsync(string token, string fields = "leadgen") =>
        host.GraphAsync(HttpMethod.Post, $"/{Page}/subscribed_apps?subscribed_fields={fields}", token);

    private Task RegisterAsync(WebhookReceiver receiver) =>
        host.PutAsync(
            $"/sim/meta/apps/{App}",
            new
            {
                secret = Secret,
                subscriptions = new[]
                {
                    new
                    {
                        @object = "page",
                        callbackUrl = receiver.Address,
                        verifyToken = "v",
                        fields = List("leadgen"),
                    },
                },
            }
        );
}
