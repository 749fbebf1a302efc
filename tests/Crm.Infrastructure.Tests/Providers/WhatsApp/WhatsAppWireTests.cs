using System.Text.Json;
using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Meta;
using Crm.Infrastructure.Providers.WhatsApp;
using Shouldly;
using Xunit;

namespace Crm.Infrastructure.Tests.Providers.WhatsApp;

/// <summary>Bodies as docs/providers/whatsapp.md and the provider's own fixtures have them.</summary>
public sealed class WhatsAppWireTests
{
    [Fact]
    public void A_template_is_written_with_text_for_its_index_and_nothing_that_has_no_place() =>
        WhatsAppWire
            .Write(
                new(
                    "m1:1",
                    "+905550000002",
                    "TR.1",
                    new OutgoingContent.Template(
                        "order_ready",
                        "tr",
                        [
                            new("header", null, null, [new("image", "https://cdn.example.com/a.jpg")]),
                            new("body", null, null, [new("text", "Ayşe", "first_name"), new("text", "A-17")]),
                            new("button", "quick_reply", 1, [new("payload", "STOP")]),
                        ]
                    )
                )
            )
            .GetRawText()
            .ShouldBe(
                """
                {"messaging_product":"whatsapp","recipient_type":"individual","to":"905550000002",
                "biz_opaque_callback_data":"m1:1","type":"template","template":{"name":"order_ready","language":{"code":"tr"},
                "components":[{"type":"header","parameters":[{"type":"image","image":{"link":"https://cdn.example.com/a.jpg"}}]},
                {"type":"body","parameters":[{"type":"text","parameter_name":"first_name","text":"Ay\u015Fe"},
                {"type":"text","text":"A-17"}]},
                {"type":"button","sub_type":"quick_reply","index":"1","parameters":[{"type":"payload","payload":"STOP"}]}]}}
                """.ReplaceLineEndings("")
            );

    [Fact]
    public void A_coupon_is_written_as_text_and_not_as_a_link() =>
        WhatsAppWire
            .Write(
                new(
                    "m1:1",
                    "+905550000002",
                    null,
                    new OutgoingContent.Template(
                        "winter_sale",
                        "tr",
                        [new("button", "copy_code", 0, [new("coupon_code", "KIS25")])]
                    )
                )
            )
            .GetProperty("template")
            .GetProperty("components")[0]
            .GetRawText()
            .ShouldBe(
                """{"type":"button","sub_type":"copy_code","index":"0","parameters":[{"type":"coupon_code","coupon_code":"KIS25"}]}"""
            );

    [Fact]
    public void Who_is_known_by_the_platforms_id_alone_is_the_recipient_and_never_in_to()
    {
        var body = WhatsAppWire.Write(new("m1:1", null, "US.ENT.11815799212886844830", new OutgoingContent.Text("Hi")));

        body.GetProperty("recipient").GetString().ShouldBe("US.ENT.11815799212886844830");
        body.TryGetProperty("to", out _).ShouldBeFalse();
    }

    [Fact]
    public void Without_placeholders_there_are_no_components() =>
        WhatsAppWire
            .Write(new("m1:1", "+905550000002", null, new OutgoingContent.Template("hello_world", "en_US", [])))
            .GetProperty("template")
            .TryGetProperty("components", out _)
            .ShouldBeFalse();

    [Fact]
    public void A_message_is_read_with_the_person_however_they_are_known()
    {
        var both = One(
            """
            {"contacts":[{"profile":{"name":"Ayşe","username":"ayse"},"wa_id":"905550000002","user_id":"TR.1349120865"}],
            "messages":[{"from":"905550000002","from_user_id":"TR.1349120865","id":"wamid.X","timestamp":"1767225600","type":"text",
            "text":{"body":"Merhaba"},"context":{"from":"905550000001","id":"wamid.PREV"}}]}
            """
        );
        var hidden = One(
            """
            {"contacts":[{"profile":{"name":"Ayşe"},"user_id":"TR.13"}],
            "messages":[{"from_user_id":"TR.13","id":"wamid.Y","timestamp":"1767225600","type":"text","text":{"body":"Merhaba"}}]}
            """
        );

        (both.Phone, both.UserId, both.Name, both.Username).ShouldBe(
            ("+905550000002", "TR.1349120865", "Ayşe", "ayse")
        );
        (both.Text, both.ReplyTo).ShouldBe(("Merhaba", "wamid.PREV"));
        both.SentAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1_767_225_600));
        (hidden.Phone, hidden.UserId, hidden.Name).ShouldBe((null, "TR.13", "Ayşe"));
    }

    [Theory]
    [InlineData("""{"type":"button","button":{"payload":"STOP","text":"Dur"}}""", "Dur", "STOP")]
    [InlineData(
        """{"type":"interactive","interactive":{"type":"list_reply","list_reply":{"id":"r1","title":"Kahve"}}}""",
        "Kahve",
        "r1"
    )]
    [InlineData("""{"type":"reaction","reaction":{"message_id":"wamid.PREV","emoji":"👍"}}""", "👍", null)]
    [InlineData("""{"type":"location","location":{"latitude":41,"longitude":29,"name":"Kadıköy"}}""", "Kadıköy", null)]
    [InlineData("""{"type":"unsupported","errors":[{"code":131051,"title":"Unsupported"}]}""", "Unsupported", null)]
    [InlineData("""{"type":"hologram","hologram":{"new":true}}""", null, null)]
    [InlineData("""{"type":"contacts","contacts":[{"name":{"formatted_name":"Ali"}}]}""", null, null)]
    public void Every_kind_is_a_message_and_keeps_what_it_holds(string kind, string? text, string? payload)
    {
        var message = One(
            $$"""{"messages":[{"from":"905550000002","id":"wamid.X","timestamp":"1767225600",{{kind[1..]}}]}"""
        );

        (message.Text, message.Payload).ShouldBe((text, payload));
        message.Details.ShouldNotBeNull();
    }

    [Fact]
    public void A_status_brings_our_reference_its_price_and_why_it_failed()
    {
        var told = Read(
            """
            {"statuses":[{"id":"wamid.X","status":"delivered","timestamp":"1767225601","biz_opaque_callback_data":"outbox-77",
            "pricing":{"billable":false,"category":"service"}},
            {"id":"wamid.Z","status":"failed","timestamp":"1767225601","errors":[{"code":131047,"title":"Re-engagement message",
            "error_data":{"details":"24 hours"}}]},{"id":"wamid.V","status":"played","timestamp":"1767225601"}]}
            """
        ).Told;

        (told[0].Reference, told[0].IsBillable).ShouldBe(("outbox-77", false));
        (told[1].Fault!.Why, told[1].Fault!.ProviderCode).ShouldBe((MessageRefusal.WindowClosed, "131047"));
        told[2].Step.ShouldBe("read");
    }

    private static ReceivedMessage One(string value) => Read(value).Received.ShouldHaveSingleItem();

    private static InboundContent.Messages Read(string value)
    {
        using var document = JsonDocument.Parse(value);

        return MetaMessages.Read(document.RootElement).ShouldBeOfType<InboundContent.Messages>();
    }
}
