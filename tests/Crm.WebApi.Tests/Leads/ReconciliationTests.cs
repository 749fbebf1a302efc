using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Journey;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Leads;

public sealed class ReconciliationTests : IAsyncLifetime
{
    private const string European = "7163948356417552643";
    private const string Nowhere = "http://127.0.0.1:9/";

    private MainJob job = null!;

    public async Task InitializeAsync() => job = await MainJob.StartAsync();

    public async Task DisposeAsync() => await job.DisposeAsync();

    [Fact]
    public async Task A_day_without_the_receiver_costs_no_lead_and_leaves_the_hole_and_its_closing()
    {
        var (id, url) = await job.ConnectAdvertiserAsync(MainJob.AdvertiserId, European);
        var day = Today();
        await SubmitAsync(MainJob.AdvertiserId, 3, url, "here");
        await Poll.UntilAsync(async () => await CountAsync() == 3, "three arrive by webhook");
        await Task.WhenAll(
            SubmitAsync(MainJob.AdvertiserId, 110, Nowhere, "lost"),
            SubmitAsync(European, 110, Nowhere, "europe")
        );
        (await DaysAsync($"from={day}&to={day}"))
            .ShouldHaveSingleItem()
            .GetProperty("reason")
            .GetString()
            .ShouldBe("not_checked");

        await job.TurnClockAsync(TimeSpan.FromDays(1));
        (await RunAsync()).GetProperty("stored").GetInt32().ShouldBe(220);

        (await CountAsync()).ShouldBe(223);
        var days = (await DaysAsync($"accountId={id}&from={day}&to={day}"))
            .Where(one => one.GetProperty("providerCount").GetInt32() > 0)
            .ToDictionary(one => one.GetProperty("providerCount").GetInt32());
        days.Keys.Order().ShouldBe([110, 113]);
        foreach (var (count, one) in days)
        {
            one.GetProperty("state").GetString().ShouldBe("proven");
            one.GetProperty("ourCount").GetInt32().ShouldBe(count);
            one.GetProperty("missing").GetArrayLength().ShouldBe(0);
            var hole = one.GetProperty("holes").EnumerateArray().ShouldHaveSingleItem();
            hole.GetProperty("missing").GetInt32().ShouldBe(110);
            hole.GetProperty("closed").GetInt32().ShouldBe(110);
            hole.GetProperty("closedAt").GetDateTimeOffset().ShouldBe(job.World.Server.Clock.GetUtcNow());
        }

        await job.World.SimAsync("/sim/tiktok-leadgen/exports", new { zipped = true });
        (await RunAsync()).GetProperty("stored").GetInt32().ShouldBe(0);
        (await CountAsync()).ShouldBe(223);
    }

    [Fact]
    public async Task One_lead_by_webhook_pull_and_export_at_once_on_two_servers_is_one_lead_and_one_event()
    {
        var (_, url) = await job.ConnectAdvertiserAsync();
        var path = new Uri(url).AbsolutePath;
        await using var second = await TestServer.StartAsync(
            job.World.Server.Database,
            job.World.Server.Clock,
            settings:
            [
                ("TIKTOK_BUSINESS_API_BASE_URL", job.SimulatorUrl),
                ("TIKTOK_BUSINESS_APP_ID", "7000000000000000000"),
                ("TIKTOK_BUSINESS_APP_SECRET", "app_secret_demo"),
            ]
        );
        using var there = await second.ClientForAsync(job.World.Owner);
        var entry = (await SubmitOneAsync(MainJob.AdvertiserId, Nowhere, "once")).GetProperty("entryId").GetString();
        string[] targets =
        [
            job.World.Server.Address.GetLeftPart(UriPartial.Authority) + path,
            second.Address.GetLeftPart(UriPartial.Authority) + path,
        ];

        await Task.WhenAll(
            targets
                .Select(target => job.SubmitLeadAsync(target, times: 3, entryId: entry))
                .Append<Task>(RunAsync())
                .Append(RunAsync())
                .Append(RunAtAsync(there))
                .Append(RunAtAsync(there))
        );

        await Poll.UntilAsync(
            async () =>
                await ScalarAsync("select count(*) from integrations.webhook_event where status <> 'processed'") == 0,
            "every delivery is processed"
        );
        (await ScalarAsync("select count(*) from leads.submission")).ShouldBe(1);
        (await CountAsync()).ShouldBe(1);
        (await ScalarAsync("select count(*) from notifications.event where type = 'lead.created'")).ShouldBe(1);
    }

    [Fact]
    public async Task Connecting_subscribes_every_advertiser_at_the_accounts_own_address_and_disconnecting_ends_it()
    {
        var (id, url) = await job.ConnectAdvertiserAsync(MainJob.AdvertiserId, European);
        (await SubscriptionsAsync()).ShouldBe(2);
        await SubmitOneAsync(European, target: null, "subscribed");
        await Poll.UntilAsync(async () => await CountAsync() == 1, "the lead is delivered");

        await job.World.SendAsync(HttpMethod.Post, $"/api/integrations/accounts/{id}/rotate-webhook-key/");
        await SubmitOneAsync(MainJob.AdvertiserId, target: null, "rotated");
        await Poll.UntilAsync(async () => await CountAsync() == 2, "it is delivered to the new address");
        (await job.World.AccountAsync(id)).GetProperty("webhookUrl").GetString().ShouldNotBe(url);
        (await SubscriptionsAsync()).ShouldBe(2);

        await job.World.SendAsync(HttpMethod.Post, $"/api/integrations/accounts/{id}/disconnect/");
        (await SubscriptionsAsync()).ShouldBe(0);
        (await ScalarAsync("select count(*) from integrations.hook_subscription")).ShouldBe(0);
    }

    [Theory]
    [InlineData("status", 500, "provider_unavailable")]
    [InlineData("throttle", null, "rate_limited_by_provider")]
    [InlineData("html", null, "provider_unavailable")]
    [InlineData("never_ready", null, "provider_unavailable")]
    public async Task A_pull_that_fails_midway_loses_nothing_and_goes_on_with_the_next(
        string kind,
        int? status,
        string trouble
    )
    {
        await job.ConnectAdvertiserAsync();
        await SubmitAsync(MainJob.AdvertiserId, 5, Nowhere, "late");
        await job.TurnClockAsync(TimeSpan.FromHours(1));
        await FailAsync(kind, status);

        (await RunAsync()).GetProperty("trouble").GetString().ShouldBe(trouble);
        (await CountAsync()).ShouldBe(0);

        await job.StopFaultsAsync();
        await job.World.SimAsync("/sim/tiktok-leadgen/exports", new { });
        await job.TurnClockAsync(TimeSpan.FromMinutes(5));
        var pull = await RunAsync();
        pull.GetProperty("trouble").ValueKind.ShouldBe(JsonValueKind.Null, pull.ToString());
        (await CountAsync()).ShouldBe(5);
        (await DaysAsync("")).ShouldContain(one =>
            one.GetProperty("providerCount").GetInt32() == 5 && one.GetProperty("holes").GetArrayLength() == 1
        );
    }

    private async Task FailAsync(string kind, int? status)
    {
        if (kind == "never_ready")
        {
            await job.World.SimAsync("/sim/tiktok-leadgen/exports", new { polls = 1_000 });
            return;
        }

        await job.World.SimAsync(
            "/sim/faults",
            new
            {
                provider = "tiktok-leadgen",
                kind,
                path = "/open_api/v1.3/page/lead/task/download/",
                status,
                times = -1,
            }
        );
    }

    private async Task SubmitAsync(string advertiser, int count, string target, string who)
    {
        for (var number = 0; number < count; number++)
        {
            await SubmitOneAsync(advertiser, target, $"{who}{number.ToString(CultureInfo.InvariantCulture)}");
        }
    }

    private Task<JsonElement> SubmitOneAsync(string advertiser, string? target, string who) =>
        job.World.SimAsync(
            "/sim/tiktok-leadgen/leads",
            new
            {
                advertiserId = advertiser,
                target,
                answers = new[]
                {
                    new { field = "name", value = $"Ayşe \"{who}\"" },
                    new { field = "email", value = $"{who}@example.com" },
                },
            }
        );

    private async Task<JsonElement> RunAsync() => await RunAtAsync(job.World.Owner.Client);

    private static async Task<JsonElement> RunAtAsync(HttpClient client)
    {
        using var answer = await client.PostAsync("/api/v1/leads/reconciliation/run", content: null);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(text);

        return JsonSerializer.Deserialize<JsonElement>(text).GetProperty("data")[0];
    }

    private async Task<List<JsonElement>> DaysAsync(string query) =>
        [.. (await job.World.GetAsync("/api/v1/leads/reconciliation?" + query)).GetProperty("data").EnumerateArray()];

    private async Task<int> SubscriptionsAsync()
    {
        using var sim = new HttpClient(new SocketsHttpHandler());
        var list = await sim.GetFromJsonAsync<JsonElement>(
            job.SimulatorUrl
                + "/open_api/v1.3/subscription/get/?app_id=7000000000000000000&secret=app_secret_demo&subscribe_entity=LEAD"
        );

        return list.GetProperty("data").GetProperty("subscriptions").GetArrayLength();
    }

    private async Task<int> CountAsync() =>
        (await job.World.GetAsync("/api/v1/leads?limit=1&includeTotal=true")).GetProperty("total").GetInt32();

    private async Task<long> ScalarAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(job.World.Server.Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"set role crm_app; select set_config('crm.tenant', '{job.World.Owner.TenantId}', false)",
            connection
        );
        await command.ExecuteNonQueryAsync();
        command.CommandText = sql;

        return (long)(await command.ExecuteScalarAsync())!;
    }

    private string Today() =>
        job.World.Server.Clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
