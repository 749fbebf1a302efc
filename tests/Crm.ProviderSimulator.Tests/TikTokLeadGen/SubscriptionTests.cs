using System.Text.Json;

namespace Crm.ProviderSimulator.Tests.TikTokLeadGen;

public sealed class SubscriptionTests : IAsyncDisposable
{
    private const string App = "7000000000000000000";
    private const string Secret = "app_secret_demo";
    private const string Mine = "7163948356417552385";
    private const string Foreign = "7163948356417552643";
    private const string Form = "6873052183063953667";

    private readonly SimulatorHost host = new();

    [Fact]
    public async Task Overlapping_subscriptions_deliver_twice_until_the_advertiser_leaves()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var token = await host.AdvertiserTokenAsync([Mine]);
        Code(await SubscribeAsync(token, receiver.Address, Mine, null)).ShouldBe(0);
        Code(await SubscribeAsync(token, receiver.Address, Mine, null, Form)).ShouldBe(0);

        await host.PostAsync("/sim/tiktok-leadgen/leads", new { advertiserId = Mine, pageId = Form });
        (await receiver.WaitAsync(2)).Count.ShouldBe(2);

        await host.PostAsync($"/sim/tiktok-leadgen/advertisers/{Mine}/revoke", new { });
        var silent = await host.PostAsync("/sim/tiktok-leadgen/leads", new { advertiserId = Mine, pageId = Form });
        silent.GetProperty("deliveries").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData(null, null, null, 40002)]
    [InlineData(Mine, "7163948356417552901", null, 40002)]
    [InlineData(Foreign, null, null, 40001)]
    [InlineData(Mine, null, "1", 40007)]
    public async Task Wrong_subscription_is_refused(string? advertiser, string? library, string? page, int code)
    {
        var token = await host.AdvertiserTokenAsync([Mine]);

        Code(await SubscribeAsync(token, new("https://crm.example.com/h/"), advertiser, library, page)).ShouldBe(code);
    }

    [Fact]
    public async Task Subscription_without_a_living_token_or_permission_is_refused()
    {
        var withoutLeads = await host.AdvertiserTokenAsync([Mine], [1, 2]);

        Code(await SubscribeAsync("unknown", new("https://crm.example.com/h/"), Mine, null)).ShouldBe(40105);
        Code(await SubscribeAsync(withoutLeads, new("https://crm.example.com/h/"), Mine, null)).ShouldBe(40125);
    }

    [Fact]
    public async Task Subscriptions_are_listed_and_ended()
    {
        var token = await host.AdvertiserTokenAsync([Mine]);
        var made = await SubscribeAsync(token, new("https://crm.example.com/h/"), null, "7163948356417552901");
        var id = made.GetProperty("data").GetProperty("subscription_id").GetString();

        var list = $"/subscription/get/?app_id={App}&secret={Secret}&subscribe_entity=LEAD";
        var all = await host.BusinessAsync(HttpMethod.Get, list, null);
        all.GetProperty("data").GetProperty("subscriptions")[0].GetProperty("subscription_id").GetString().ShouldBe(id);

        var end = new
        {
            app_id = App,
            secret = Secret,
            subscription_id = id,
        };
        Code(await host.BusinessAsync(HttpMethod.Post, "/subscription/unsubscribe/", null, end)).ShouldBe(0);
        Code(await host.BusinessAsync(HttpMethod.Post, "/subscription/unsubscribe/", null, end)).ShouldBe(40007);
    }

    [Fact]
    public async Task Form_has_one_test_lead_until_it_is_deleted()
    {
        var token = await host.AdvertiserTokenAsync([Mine]);
        var order = new { advertiser_id = Mine, page_id = Form };

        Code(await host.BusinessAsync(HttpMethod.Post, "/page/lead/mock/create/", token, order)).ShouldBe(0);
        Code(await host.BusinessAsync(HttpMethod.Post, "/page/lead/mock/create/", token, order)).ShouldBe(40050);
        Code(await host.BusinessAsync(HttpMethod.Post, "/page/lead/mock/delete/", token, order)).ShouldBe(0);
        Code(await host.BusinessAsync(HttpMethod.Post, "/page/lead/mock/create/", token, order)).ShouldBe(0);
    }

    [Fact]
    public async Task Lead_call_has_no_lead_id_and_forms_need_their_business_type()
    {
        var token = await host.AdvertiserTokenAsync([Mine]);
        await host.PostAsync("/sim/tiktok-leadgen/leads", new { advertiserId = Mine, pageId = Form });
        var lead = $"/lead/get/?lead_source=INSTANT_FORM&advertiser_id={Mine}&page_id={Form}";
        var forms = $"/page/get/?advertiser_id={Mine}";

        Code(await host.BusinessAsync(HttpMethod.Get, lead, token)).ShouldBe(0);
        Code(await host.BusinessAsync(HttpMethod.Get, lead + "&lead_id=1", token)).ShouldBe(40002);
        Code(await host.BusinessAsync(HttpMethod.Get, forms, token)).ShouldBe(40002);
        Code(await host.BusinessAsync(HttpMethod.Get, forms + "&business_type=LEAD_GEN", token)).ShouldBe(0);
        Code(
                await host.BusinessAsync(
                    HttpMethod.Get,
                    $"/page/get/?advertiser_id={Foreign}&business_type=LEAD_GEN",
                    token
                )
            )
            .ShouldBe(40001);
    }

    [Fact]
    public async Task Export_leaves_out_european_leads_unless_their_region_is_named()
    {
        var token = await host.AdvertiserTokenAsync();
        var page = "7643847475366904073";
        var sent = await host.PostAsync("/sim/tiktok-leadgen/leads", new { advertiserId = Foreign, pageId = page });
        var id = sent.GetProperty("entryId").GetString()!;

        (await ExportAsync(token, page, region: null)).ShouldNotContain(id);
        (await ExportAsync(token, page, "eu")).ShouldContain($"\"'{id}\"");
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private async Task<string> ExportAsync(string token, string page, string? region)
    {
        using var client = host.CreateClient();
        client.DefaultRequestHeaders.Add("Access-Token", token);
        if (region is not null)
        {
            client.DefaultRequestHeaders.Add("x-lead-region", region);
        }

        const string Tasks = "/open_api/v1.3/page/lead/task/";
        using var started = await client.PostAsJsonAsync(Tasks, new { advertiser_id = Foreign, page_id = page });
        var answer = await started.Content.ReadFromJsonAsync<JsonElement>();
        var taskId = answer.GetProperty("data").GetProperty("task_id").GetString();
        for (var poll = 0; poll < 2; poll++)
        {
            using var polled = await client.PostAsJsonAsync(Tasks, new { advertiser_id = Foreign, task_id = taskId });
        }

        return await client.GetStringAsync($"{Tasks}download/?advertiser_id={Foreign}&task_id={taskId}");
    }

    private Task<JsonElement> SubscribeAsync(
        string token,
        Uri callback,
        string? advertiserId,
        string? libraryId,
        string? pageId = null
    ) =>
        host.BusinessAsync(
            HttpMethod.Post,
            "/subscription/subscribe/",
            null,
            new
            {
                app_id = App,
                secret = Secret,
                subscribe_entity = "LEAD",
                callback_url = callback,
                subscription_detail = new
                {
                    access_token = token,
                    advertiser_id = advertiserId,
                    library_id = libraryId,
                    lead_source = "INSTANT_FORM",
                    page_id = pageId,
                },
            }
        );

    private static int Code(JsonElement answer) => answer.GetProperty("code").GetInt32();
}
