using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Crm.ProviderSimulator.Meta.Webhooks;
using Crm.ProviderSimulator.Tests.Meta;
using static Crm.ProviderSimulator.Tests.Meta.GraphClient;

namespace Crm.ProviderSimulator.Tests.WhatsApp;

public sealed class StatusTests : IAsyncDisposable
{
    private const string Number = "1006000000000001";
    private const string Account = "1004000000000001";
    private const string Person = "905551112233";

    private readonly SimulatorHost host = new();

    [Fact]
    public void Published_signature_vector_holds_for_the_escaped_bytes_alone()
    {
        var wire =
            """{"object":"whatsapp_business_account","entry":[{"id":"2001","changes":[{"field":"messages","value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"905550000001","phone_number_id":"3001"},"messages":[{"from":"905550000002","id":"wamid.T1","timestamp":"1767225600","type":"text","text":{"body":"Merhaba Ay\u015fe"}}]}}]}]}""";
        var rewritten = wire.Replace("\\u015f", "ş", StringComparison.Ordinal);

        MetaSignature
            .Sign(Secret, Encoding.UTF8.GetBytes(wire))
            .ShouldBe("sha256=5f717e3ca2635166ce6f030b4a5396abc3cde60b6750fb81f4f7a6daf5b0498e");
        MetaSignature
            .Sign(Secret, Encoding.UTF8.GetBytes(rewritten))
            .ShouldBe("sha256=988804b5b90c187dc3177b01a681d491c456577d0caf1603a6714b8417ceff32");
    }

    [Fact]
    public async Task Delivery_is_signed_over_escapes_and_white_space_that_no_serializer_writes_again()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await WriteAsync(new { target = receiver.Address });

        var received = (await receiver.WaitAsync(1))[0];

        var text = Encoding.UTF8.GetString(received.Body);
        text.ShouldContain("Merhaba Ay\\u015fe \\u2615");
        received.HubSignature.ShouldBe(MetaSignature.Sign(Secret, received.Body));
        received.OldHubSignature.ShouldNotBeNull();
        var again = JsonSerializer.SerializeToUtf8Bytes(JsonElement.Parse(text));
        MetaSignature.Sign(Secret, again).ShouldNotBe(received.HubSignature);
        Value(received).GetProperty("messages")[0].GetProperty("text").Text("body").ShouldBe("Merhaba Ayşe ☕");
    }

    [Fact]
    public async Task Wrong_missing_and_old_signatures_can_be_sent()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        foreach (var signature in List("wrong", "none", "sha1"))
        {
            await WriteAsync(new { target = receiver.Address, signature });
        }

        var received = await receiver.WaitAsync(3);

        received[0].HubSignature.ShouldNotBe(MetaSignature.Sign(Secret, received[0].Body));
        (received[1].HubSignature ?? received[1].OldHubSignature).ShouldBeNull();
        received[2].HubSignature.ShouldBeNull();
        received[2].OldHubSignature!.ShouldStartWith("sha1=");
    }

    [Fact]
    public async Task Person_with_a_user_name_writes_without_a_phone_number()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await host.PutAsync($"/sim/whatsapp/people/{Person}", new { username = "ayse", hidesPhone = true });
        await WriteAsync(new { target = receiver.Address });

        var value = Value((await receiver.WaitAsync(1))[0]);

        value.GetProperty("messages")[0].TryGetProperty("from", out _).ShouldBeFalse();
        value.GetProperty("contacts")[0].TryGetProperty("wa_id", out _).ShouldBeFalse();
        value
            .GetProperty("messages")[0]
            .Text("from_user_id")
            .ShouldBe(value.GetProperty("contacts")[0].Text("user_id"));
    }

    [Fact]
    public async Task Statuses_come_in_any_order_twice_and_with_our_own_data()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var id = await SendAsync();
        await host.PostAsync(
            "/sim/whatsapp/statuses",
            new
            {
                messageId = id,
                statuses = List("read", "sent"),
                times = 2,
                target = receiver.Address,
            }
        );

        var statuses = (await receiver.WaitAsync(4)).Select(one => Value(one).GetProperty("statuses")[0]).ToList();

        statuses.Select(status => status.Text("status")).ShouldBe(["read", "read", "sent", "sent"]);
        statuses.ShouldAllBe(status => status.Text("id") == id);
        statuses[0].Text("biz_opaque_callback_data").ShouldBe("outbox-77");
        statuses[0].TryGetProperty("conversation", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Status_can_arrive_before_the_answer()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await host.PutAsync(
            "/sim/whatsapp/settings",
            new
            {
                autoStatuses = List("delivered"),
                statusBeforeAnswer = true,
                statusTarget = receiver.Address,
            }
        );

        var id = await SendAsync();

        receiver.All.Count.ShouldBe(1);
        Value(receiver.All.First()).GetProperty("statuses")[0].Text("id").ShouldBe(id);
    }

    [Fact]
    public async Task Account_has_to_be_subscribed_and_may_have_a_callback_of_its_own()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        (await WriteAsync(new { })).GetProperty("deliveries").GetArrayLength().ShouldBe(0);

        var override_ = new { override_callback_uri = receiver.Address, verify_token = "v" };
        (await SubscribeAsync(override_)).Code().ShouldBe("2200");
        receiver.EchoChallenges("v");
        (await SubscribeAsync(override_)).Code().ShouldBe("");
        (await WriteAsync(new { })).GetProperty("deliveries").GetArrayLength().ShouldBe(1);

        var list = await host.ReadAsync($"/{Account}/subscribed_apps", SystemUserToken);
        list.Data().Single().GetProperty("whatsapp_business_api_data").Text("id").ShouldBe(App);
    }

    [Fact]
    public async Task Template_is_created_waits_is_approved_and_its_pause_is_told()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var path = $"/{Account}/message_templates";
        var template = new
        {
            name = "new_menu",
            language = "tr",
            category = "MARKETING",
            components = new[] { new { type = "BODY", text = "Yeni menü: {{1}}" } },
        };
        (await PostAsync(path, template)).Text("status").ShouldBe("PENDING");
        (await PostAsync(path, template)).Code().ShouldBe("100");
        (await PostAsync(path, template with { name = "New Menu" })).Code().ShouldBe("100");

        await host.PutAsync(
            "/sim/whatsapp/templates/new_menu/tr",
            new { status = "PAUSED", target = receiver.Address }
        );

        var list = await host.ReadAsync($"{path}?fields=id,name,status&limit=100", SystemUserToken);
        list.Data().Single(found => found.Text("name") == "new_menu").Text("status").ShouldBe("PAUSED");
        Value((await receiver.WaitAsync(1))[0]).Text("event").ShouldBe("PAUSED");
        (await host.GraphAsync(HttpMethod.Delete, $"{path}?name=new_menu", SystemUserToken)).Code().ShouldBe("");
    }

    [Fact]
    public async Task Media_address_wants_the_token_and_dies_after_five_minutes()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await WriteAsync(new { type = "image", target = receiver.Address });
        var id = Value((await receiver.WaitAsync(1))[0]).GetProperty("messages")[0].GetProperty("image").Text("id");
        var media = await host.ReadAsync($"/{id}", SystemUserToken);
        var path = new Uri(media.Text("url")).AbsolutePath;

        (await DownloadAsync(path, null)).ShouldBe(401);
        (await DownloadAsync(path, SystemUserToken)).ShouldBe(200);
        host.Clock.Turn(TimeSpan.FromMinutes(5));
        (await DownloadAsync(path, SystemUserToken)).ShouldBe(404);
        host.Clock.Turn(TimeSpan.FromDays(7));
        (await host.ReadAsync($"/{id}", SystemUserToken)).Code().ShouldBe("100/33");
    }

    [Fact]
    public async Task File_is_uploaded_and_sent_by_its_id()
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent("whatsapp"), "messaging_product" },
            { new StringContent("image/png"), "type" },
            { new ByteArrayContent([1, 2, 3]), "file", "a.png" },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Facebook}/{Number}/media") { Content = form };
        request.Headers.Authorization = new("Bearer", SystemUserToken);
        using var response = await host.Http.SendAsync(request);
        var id = (await response.Content.ReadFromJsonAsync<JsonElement>()).Text("id");
        await WriteAsync(new { });

        var answer = await PostAsync(
            $"/{Number}/messages",
            new
            {
                messaging_product = "whatsapp",
                to = Person,
                type = "image",
                image = new { id, caption = "Menü" },
            }
        );

        answer.Code().ShouldBe("");
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    internal static JsonElement Value(Received received) =>
        JsonElement.Parse(received.Body).GetProperty("entry")[0].GetProperty("changes")[0].GetProperty("value");

    private async Task<int> DownloadAsync(string path, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var response = await host.Http.SendAsync(request);
        return (int)response.StatusCode;
    }

    private async Task<string> SendAsync()
    {
        await WriteAsync(new { silent = true });
        var answer = await PostAsync(
            $"/{Number}/messages",
            new
            {
                messaging_product = "whatsapp",
                to = Person,
                type = "text",
                text = new { body = "Merhaba" },
                biz_opaque_callback_data = "outbox-77",
            }
        );
        return answer.GetProperty("messages")[0].Text("id");
    }

    private Task<JsonElement> WriteAsync(object order) => host.PostAsync("/sim/whatsapp/messages", order);

    private Task<JsonElement> SubscribeAsync(object body) => PostAsync($"/{Account}/subscribed_apps", body);

    private Task<JsonElement> PostAsync(string path, object body) =>
        host.GraphAsync(HttpMethod.Post, path, SystemUserToken, body);
}
