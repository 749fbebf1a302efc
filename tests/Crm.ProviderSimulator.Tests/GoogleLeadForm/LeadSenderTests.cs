using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Crm.ProviderSimulator.Tests.GoogleLeadForm;

public sealed class LeadSenderTests : IAsyncDisposable
{
    private const string Key = "k-demo-1";

    private readonly SimulatorHost host = new();

    [Fact]
    public async Task Lead_arrives_with_its_key_numeric_ids_and_named_columns()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var sent = await SendAsync(new { target = receiver.Address, key = Key });

        var body = await BodyAsync(receiver);

        body.GetProperty("lead_id").GetString().ShouldBe(sent.GetProperty("leadId").GetString());
        body.GetProperty("lead_id").GetString()!.Length.ShouldBeGreaterThan(160);
        body.GetProperty("google_key").GetString().ShouldBe(Key);
        body.GetProperty("is_test").GetBoolean().ShouldBeFalse();
        body.GetProperty("form_id").ValueKind.ShouldBe(JsonValueKind.Number);
        var last = body.GetProperty("user_column_data").EnumerateArray().Last();
        last.GetProperty("column_name").GetString().ShouldBe("Hangi hizmet?");
        (await StateAsync()).ShouldBe((1, 1, 0, 0, 0));
    }

    [Theory]
    [InlineData("wrong", "google_key", Key + "-wrong")]
    [InlineData("empty", "google_key", "")]
    [InlineData("missing", "google_key", null)]
    [InlineData("capitalised", "Google_key", Key)]
    [InlineData("capitalised", "google_key", null)]
    public async Task Key_can_be_sent_in_every_way_it_arrives(string keyMode, string member, string? value)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await SendAsync(
            new
            {
                target = receiver.Address,
                key = Key,
                keyMode,
            }
        );

        var body = await BodyAsync(receiver);

        (body.TryGetProperty(member, out var key) ? key.GetString() : null).ShouldBe(value);
    }

    [Fact]
    public async Task Unknown_key_mode_is_refused()
    {
        using var response = await host.Http.PostAsJsonAsync(
            "/sim/google-lead-form/leads",
            new
            {
                target = "http://localhost:9/",
                key = Key,
                keyMode = "nonsense",
            }
        );

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Test_lead_has_tiny_ids_and_the_same_lead_id_each_time()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var order = new
        {
            target = receiver.Address,
            key = Key,
            isTest = true,
        };
        await SendAsync(order);
        await SendAsync(order);

        var received = await receiver.WaitAsync(2);

        var bodies = received.Select(one => JsonElement.Parse(one.Body)).ToList();
        bodies.ShouldAllBe(body => body.GetProperty("is_test").GetBoolean());
        bodies[0].GetProperty("form_id").GetInt64().ShouldBe(2);
        bodies[0].GetProperty("lead_id").GetString().ShouldBe(bodies[1].GetProperty("lead_id").GetString());
    }

    [Fact]
    public async Task Fields_of_the_future_can_be_sent_and_column_names_left_out()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await SendAsync(
            new
            {
                target = receiver.Address,
                key = Key,
                unknownFields = true,
                withoutColumnNames = true,
            }
        );

        var body = await BodyAsync(receiver);

        body.TryGetProperty("future_field", out _).ShouldBeTrue();
        var columns = body.GetProperty("user_column_data").EnumerateArray().ToList();
        columns.Count(column => column.TryGetProperty("future_kind", out _)).ShouldBe(columns.Count);
        columns.ShouldNotBeEmpty();
        columns.Count(column => column.TryGetProperty("column_name", out _)).ShouldBe(0);
    }

    [Theory]
    [InlineData(false, JsonValueKind.Number)]
    [InlineData(true, JsonValueKind.String)]
    public async Task Ids_that_no_double_holds_can_be_sent_as_numbers_and_as_text(bool idsAsText, JsonValueKind kind)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await SendAsync(
            new
            {
                target = receiver.Address,
                key = Key,
                bigIds = true,
                idsAsText,
            }
        );

        var id = (await BodyAsync(receiver)).GetProperty("form_id");

        id.ValueKind.ShouldBe(kind);
        var exact = long.Parse(id.ToString(), CultureInfo.InvariantCulture);
        exact.ShouldBeGreaterThan(1L << 53);
        ((long)(double)exact).ShouldNotBe(exact);
    }

    [Fact]
    public async Task Same_lead_can_be_sent_again_and_leads_newest_first()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await SendAsync(
            new
            {
                target = receiver.Address,
                key = Key,
                count = 2,
                times = 2,
                newestFirst = true,
            }
        );

        var received = await receiver.WaitAsync(4);

        received[0].Body.ShouldBe(received[1].Body);
        var times = received.Select(one =>
            JsonElement.Parse(one.Body).GetProperty("lead_submit_time").GetDateTimeOffset()
        );
        times.Distinct().ShouldBeInOrder(SortDirection.Descending);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(204)]
    public async Task Any_2xx_delivers(int answer)
    {
        await using var receiver = await WebhookReceiver.StartAsync(answer);
        await SendAsync(new { target = receiver.Address, key = Key });

        (await StateAsync()).ShouldBe((1, 1, 0, 0, 0));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(409)]
    [InlineData(429)]
    [InlineData(302)]
    public async Task Refused_lead_is_lost_and_never_sent_again(int answer)
    {
        using var set = await host.Http.PutAsJsonAsync("/sim/settings", new { webhookRetryBaseMs = 1 });
        await using var receiver = await WebhookReceiver.StartAsync(answer);
        await SendAsync(new { target = receiver.Address, key = Key });

        // The other lead needs two tries; by then the lost one would have been tried again as well.
        await using var other = await WebhookReceiver.StartAsync(503);
        await SendAsync(new { target = other.Address, key = Key });
        await other.WaitAsync(2);

        receiver.All.Count.ShouldBe(1);
        (await StateAsync()).Lost.ShouldBe(1);
    }

    [Fact]
    public async Task Lead_with_a_wrong_key_is_counted_apart_when_it_is_refused()
    {
        await using var receiver = await WebhookReceiver.StartAsync(401);
        await SendAsync(
            new
            {
                target = receiver.Address,
                key = Key,
                keyMode = "wrong",
            }
        );

        (await StateAsync()).ShouldBe((1, 0, 0, 0, 1));
    }

    [Fact]
    public async Task Server_failure_and_silence_are_tried_again()
    {
        using var set = await host.Http.PutAsJsonAsync("/sim/settings", new { webhookRetryBaseMs = 1 });
        await using var receiver = await WebhookReceiver.StartAsync(503, 500);
        await SendAsync(new { target = receiver.Address, key = Key });
        await SendAsync(new { target = "http://127.0.0.1:1/", key = Key });

        var received = await receiver.WaitAsync(3);

        received[2].Body.ShouldBe(received[0].Body);
        (await StateAsync()).Lost.ShouldBe(0);
        (await StateAsync()).Waiting.ShouldBeGreaterThanOrEqualTo(1);
    }

    [Fact]
    public async Task Home_page_submits_a_lead()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        using var form = new FormUrlEncodedContent([
            new("target", receiver.Address.ToString()),
            new("key", Key),
            new("keyMode", "right"),
        ]);

        using var response = await host.Http.PostAsync("/ui/google-lead", form);

        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await BodyAsync(receiver)).GetProperty("google_key").GetString().ShouldBe(Key);
        (await host.Http.GetStringAsync("/")).ShouldContain("<dd>1 / 1</dd>");
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private Task<JsonElement> SendAsync(object order) => host.PostAsync("/sim/google-lead-form/leads", order);

    private static async Task<JsonElement> BodyAsync(WebhookReceiver receiver) =>
        JsonElement.Parse((await receiver.WaitAsync(1))[0].Body);

    private async Task<(int Submitted, int Delivered, int Waiting, int Lost, int Refused)> StateAsync()
    {
        var state = await host.Http.GetFromJsonAsync<JsonElement>("/sim/state");
        var leads = state.GetProperty("providers").GetProperty("google-lead-form");
        int Count(string name) => leads.GetProperty(name).GetInt32();
        return (Count("submitted"), Count("delivered"), Count("waiting"), Count("lost"), Count("refused"));
    }
}
