using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.ProviderSimulator.Tests.Meta;
using static Crm.ProviderSimulator.Tests.Meta.GraphClient;

namespace Crm.ProviderSimulator.Tests.WhatsApp;

public sealed class SendTests : IAsyncDisposable
{
    private const string Number = "1006000000000001";
    private const string TestNumber = "1006000000000002";
    private const string Person = "905551112233";
    private const string UserId = "TR.13491208655302741918";

    private readonly SimulatorHost host = new();

    [Fact]
    public async Task Number_shows_its_profile_to_its_own_business_only()
    {
        var foreign = await host.PlantTokenAsync(new { kind = "systemUser", businessId = "999" });
        var path = $"/{Number}?fields=id,display_phone_number,verified_name,quality_rating,account_mode";

        (await host.ReadAsync(path, SystemUserToken)).Text("display_phone_number").ShouldBe("+90 555 000 00 01");
        (await host.ReadAsync(path, foreign)).Code().ShouldBe("100/33");
        (await SendAsync(Text("Merhaba"), foreign)).Code().ShouldBe("100/33");
        (await SendAsync(Text("Merhaba"), "EAAunknown")).Code().ShouldBe("190");
        var withoutSending = await host.PlantTokenAsync(
            new { kind = "systemUser", scopes = List("whatsapp_business_management") }
        );
        (await SendAsync(Text("Merhaba"), withoutSending)).Code().ShouldBe("200");
    }

    [Theory]
    [InlineData("""{"to":"905551112233","type":"text","text":{"body":"a"}}""", "100")]
    [InlineData("""{"messaging_product":"whatsapp","type":"text","text":{"body":"a"}}""", "131008")]
    [InlineData("""{"messaging_product":"whatsapp","to":"905551112233","type":"text"}""", "131008")]
    [InlineData("""{"messaging_product":"whatsapp","to":"905551112233","type":"telegram","telegram":{}}""", "131009")]
    [InlineData("""{"messaging_product":"whatsapp","to":"abc","type":"text","text":{"body":"a"}}""", "131009")]
    [InlineData("""{"messaging_product":"whatsapp","to":"905550000001","type":"text","text":{"body":"a"}}""", "131021")]
    [InlineData("""{"messaging_product":"whatsapp","to":"905551112233","text":{"body":"a"},"tpye":"text"}""", "100")]
    [InlineData("""{"messaging_product":"whatsapp","to":"905551112233","type":"image","image":{}}""", "131008")]
    [InlineData("""{"messaging_product":"whatsapp","to":"905551112233","type":"image","image":{"id":"1"}}""", "100")]
    [InlineData("""{"messaging_product":"whatsapp","status":"read","message_id":"wamid.unknown"}""", "100")]
    public async Task Wrong_message_is_refused(string body, string code)
    {
        await WriteAsync(new { });

        (await SendAsync(JsonNode.Parse(body)!)).Code().ShouldBe(code);
    }

    [Fact]
    public async Task Text_of_4096_letters_passes_and_one_more_does_not()
    {
        await WriteAsync(new { });

        (await SendAsync(Text(new('a', 4097)))).Code().ShouldBe("100");
        (await SendAsync(Text(new('a', 4096)))).GetProperty("messages")[0].Text("message_status").ShouldBe("accepted");
    }

    [Fact]
    public async Task Free_text_needs_an_inbound_message_of_the_last_24_hours()
    {
        (await SendAsync(Text("Merhaba"))).Code().ShouldBe("131047");
        await WriteAsync(new { silent = true });
        (await SendAsync(Text("Merhaba"))).Code().ShouldBe("");
        host.Clock.Turn(TimeSpan.FromHours(24));
        (await SendAsync(Text("Merhaba"))).Code().ShouldBe("131047");
        (await SendAsync(Template("hello_world", "en_US"))).Code().ShouldBe("");
        host.Clock.Turn(TimeSpan.FromMinutes(1));
        (await SendAsync(Text("Merhaba"))).Code().ShouldBe("131047");
    }

    [Fact]
    public async Task Closed_window_can_also_be_accepted_and_fail_later()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await host.PutAsync("/sim/whatsapp/settings", new { windowErrorLater = true, statusTarget = receiver.Address });

        (await SendAsync(Text("Merhaba"))).Code().ShouldBe("");

        var status = StatusTests.Value((await receiver.WaitAsync(1))[0]).GetProperty("statuses")[0];
        status.Text("status").ShouldBe("failed");
        status.GetProperty("errors")[0].GetProperty("code").GetInt32().ShouldBe(131047);
    }

    [Fact]
    public async Task User_id_in_to_is_accepted_and_reaches_nobody()
    {
        await host.PutAsync($"/sim/whatsapp/people/{Person}", new { userId = UserId });
        await WriteAsync(new { from = UserId });

        var lost = Id(await SendAsync(Text("Merhaba", to: UserId)));
        var sent = Id(await SendAsync(Text("Merhaba", recipient: UserId)));

        (await StatusAsync(lost)).ShouldBe(400);
        (await StatusAsync(sent)).ShouldBe(200);
        (await SendAsync(Text("Merhaba", recipient: "TR.99"))).Code().ShouldBe("131026");
    }

    [Theory]
    [InlineData("order_ready", "en_US", "a", "b", "A-17", "132001")]
    [InlineData("no_such", "tr", "a", "b", "A-17", "132001")]
    [InlineData("order_ready", "tr", "a", null, "A-17", "132000")]
    [InlineData("order_ready", "tr", "a", "b", null, "132000")]
    [InlineData("order_ready", "tr", "a\nb", "b", "A-17", "132018")]
    [InlineData("order_ready", "tr", "a     b", "b", "A-17", "132018")]
    [InlineData("order_ready", "tr", "Ayşe", "A-17", "A-17", "")]
    public async Task Template_needs_its_language_and_exactly_its_parameters(
        string name,
        string language,
        string first,
        string? second,
        string? button,
        string code
    )
    {
        var body = new[] { first, second }.OfType<string>().Select(text => new { type = "text", text });
        var components = new List<object> { new { type = "body", parameters = body } };
        if (button is not null)
        {
            components.Add(
                new
                {
                    type = "button",
                    sub_type = "url",
                    index = "0",
                    parameters = new[] { new { type = "text", text = button } },
                }
            );
        }

        (await SendAsync(Template(name, language, components))).Code().ShouldBe(code);
    }

    [Fact]
    public async Task Header_media_and_named_parameters_are_checked()
    {
        (await SendAsync(Offer("video", "first_name"))).Code().ShouldBe("132012");
        (await SendAsync(Offer("image", "name"))).Code().ShouldBe("100");
        (await SendAsync(Offer("image", "first_name"))).Code().ShouldBe("");
    }

    [Theory]
    [InlineData("PAUSED", "132015")]
    [InlineData("DISABLED", "132016")]
    [InlineData("PENDING", "132001")]
    public async Task Template_that_is_not_approved_is_refused(string status, string code)
    {
        await host.PutAsync("/sim/whatsapp/templates/hello_world/en_US", new { status });

        (await SendAsync(Template("hello_world", "en_US"))).Code().ShouldBe(code);
    }

    [Fact]
    public async Task Authentication_template_needs_a_phone_number()
    {
        await host.PutAsync($"/sim/whatsapp/people/{Person}", new { userId = UserId });
        var code = new[] { new { type = "body", parameters = new[] { new { type = "text", text = "123456" } } } };
        var toUserId = Template("login_code", "tr", code);
        toUserId.AsObject().Remove("to");
        toUserId["recipient"] = UserId;

        (await SendAsync(toUserId)).Code().ShouldBe("131062");
        (await SendAsync(Template("login_code", "tr", code))).Code().ShouldBe("");
    }

    [Fact]
    public async Task Limits_hold_for_the_pair_and_for_the_number()
    {
        await WriteAsync(new { });
        (await SendAsync(Text("1"))).Code().ShouldBe("");
        (await SendAsync(Text("2"))).Code().ShouldBe("131056");
        host.Clock.Turn(TimeSpan.FromSeconds(6));
        (await SendAsync(Text("2"))).Code().ShouldBe("");

        await host.PutAsync("/sim/whatsapp/settings", new { messagesPerSecond = 1 });
        await WriteAsync(new { from = "905551112244" });
        host.Clock.Turn(TimeSpan.FromSeconds(6));
        (await SendAsync(Text("3"))).Code().ShouldBe("");
        (await SendAsync(Text("3", to: "905551112244"))).Code().ShouldBe("130429");
        host.Clock.Turn(TimeSpan.FromSeconds(1));
        (await SendAsync(Text("3", to: "+90 555 111-22-44"))).Code().ShouldBe("");
    }

    [Fact]
    public async Task Test_number_and_unregistered_number_are_limited()
    {
        (await SendAsync(Template("hello_world", "en_US", to: "905559998877"), from: TestNumber))
            .Code()
            .ShouldBe("131030");
        (await SendAsync(Template("hello_world", "en_US"), from: TestNumber)).Code().ShouldBe("");
        await host.PutAsync($"/sim/whatsapp/numbers/{Number}", new { isRegistered = false });
        (await SendAsync(Template("hello_world", "en_US"))).Code().ShouldBe("133010");
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private static JsonObject Text(string body, string? to = null, string? recipient = null)
    {
        var message = new JsonObject
        {
            ["messaging_product"] = "whatsapp",
            ["type"] = "text",
            ["text"] = new JsonObject { ["body"] = body },
        };
        message[recipient is null ? "to" : "recipient"] = recipient ?? to ?? Person;
        return message;
    }

    private static JsonNode Template(string name, string language, object? components = null, string to = Person) =>
        JsonSerializer.SerializeToNode(
            new
            {
                messaging_product = "whatsapp",
                to,
                type = "template",
                template = new
                {
                    name,
                    language = new { code = language },
                    components = components ?? Array.Empty<object>(),
                },
            }
        )!;

    private static JsonNode Offer(string mediaType, string parameterName) =>
        Template(
            "summer_offer",
            "tr",
            new object[]
            {
                new
                {
                    type = "header",
                    parameters = new[]
                    {
                        new Dictionary<string, object>
                        {
                            ["type"] = mediaType,
                            [mediaType] = new { link = "https://cdn.example.com/a.jpg" },
                        },
                    },
                },
                new
                {
                    type = "body",
                    parameters = new[]
                    {
                        new
                        {
                            type = "text",
                            text = "Ayşe",
                            parameter_name = parameterName,
                        },
                    },
                },
            }
        );

    private static string Id(JsonElement answer) => answer.GetProperty("messages")[0].Text("id");

    private async Task<int> StatusAsync(string messageId)
    {
        using var response = await host.Http.PostAsJsonAsync("/sim/whatsapp/statuses", new { messageId });
        return (int)response.StatusCode;
    }

    private Task<JsonElement> WriteAsync(object order) => host.PostAsync("/sim/whatsapp/messages", order);

    private Task<JsonElement> SendAsync(JsonNode body, string token = SystemUserToken, string from = Number) =>
        host.GraphAsync(HttpMethod.Post, $"/{from}/messages", token, body);
}
