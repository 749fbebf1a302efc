using System.Globalization;
using System.Text.Json.Nodes;
using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.Meta.Webhooks;

namespace Crm.ProviderSimulator.WhatsApp;

/// <summary>Somebody writes to a business.</summary>
internal sealed record InboundOrder : DeliveryOrder
{
    public string NumberId { get; init; } = WhatsAppState.DemoNumber;

    public string From { get; init; } = WhatsAppState.DemoPerson;

    public string Type { get; init; } = "text";

    public string Text { get; init; } = "Merhaba Ayşe ☕";

    /// <summary>The whole object of the type instead of the text; media without one get an id that can be fetched.</summary>
    public JsonObject? Content { get; init; }

    /// <summary>Members beside it, such as <c>context</c> or <c>referral</c>.</summary>
    public JsonObject? More { get; init; }

    public string? MessageId { get; init; }

    public int Count { get; init; } = 1;

    /// <summary>The webhook is lost; the window opens all the same.</summary>
    public bool Silent { get; init; }
}

/// <summary>What becomes of a sent message; each status in a body of its own, in the order given.</summary>
internal sealed record StatusOrder : DeliveryOrder
{
    public required string MessageId { get; init; }

    public IReadOnlyList<string> Statuses { get; init; } = ["sent", "delivered", "read"];

    /// <summary>Of a failed one.</summary>
    public int? ErrorCode { get; init; }
}

internal sealed record InboundSent(IReadOnlyList<string> MessageIds, IReadOnlyList<Delivery> Deliveries);

internal sealed class WhatsAppWebhooks(
    WhatsAppState state,
    People people,
    MediaStore media,
    MetaWebhooks webhooks,
    TimeProvider clock
)
{
    private static readonly string[] Known = ["sent", "delivered", "read", "failed", "played"];

    public async Task<InboundSent> ReceiveAsync(InboundOrder order)
    {
        var number =
            state.Numbers.GetValueOrDefault(order.NumberId) ?? throw new BadHttpRequestException("unknown numberId");
        var person = people.ByUserId(order.From) ?? people.ByPhone(order.From);
        people.NoteInbound(number.Id, person);
        var ids = Enumerable
            .Range(0, order.Count)
            .Select(index => index == 0 && order.MessageId is { } wished ? wished : $"wamid.{RandomText.Of(44)}")
            .ToList();
        ids.ForEach(id => state.Inbound[id] = false);
        var messages = ids.Select(id => Message(order, number, person, id)).ToArray();
        IReadOnlyList<MetaEvent> events = order.Reorder
            ? [.. messages.Select(message => Inbound(number, person, [message]))]
            : [Inbound(number, person, [.. messages])];
        return new(ids, order.Silent ? [] : await webhooks.SendAsync(order, events));
    }

    public Task<IReadOnlyList<Delivery>> TellAsync(StatusOrder order)
    {
        var message =
            state.Sent.GetValueOrDefault(order.MessageId) ?? throw new BadHttpRequestException("unknown messageId");
        if (message.Recipient is not { } recipient)
        {
            throw new BadHttpRequestException("the message reached nobody, so nothing becomes of it");
        }

        if (order.Statuses.Any(status => !Known.Contains(status)))
        {
            throw new BadHttpRequestException($"a status is one of {string.Join(", ", Known)}");
        }

        return webhooks.SendAsync(
            order,
            [.. order.Statuses.Select(status => Event(message.Number, Status(message, recipient, status, order)))]
        );
    }

    /// <summary>Approved does not stay approved.</summary>
    public Task<IReadOnlyList<Delivery>> TellAsync(DeliveryOrder order, Template template) =>
        webhooks.SendAsync(
            order,
            [
                Event(
                    template.AccountId,
                    "message_template_status_update",
                    new()
                    {
                        ["event"] = template.Status,
                        ["message_template_id"] = long.Parse(template.Id, CultureInfo.InvariantCulture),
                        ["message_template_name"] = template.Name,
                        ["message_template_language"] = template.Language,
                        ["reason"] = "NONE",
                    }
                ),
            ]
        );

    private JsonObject Message(InboundOrder order, PhoneNumber number, Person person, string id)
    {
        var message = new JsonObject
        {
            ["from_user_id"] = person.UserId,
            ["id"] = id,
            ["timestamp"] = Seconds(),
            ["type"] = order.Type,
            [order.Type] = Content(order, number),
        };
        if (!person.HidesPhone)
        {
            message["from"] = person.WaId;
        }

        foreach (var (name, value) in order.More ?? [])
        {
            message[name] = value?.DeepClone();
        }

        return message;
    }

    private JsonNode Content(InboundOrder order, PhoneNumber number) =>
        order.Content?.DeepClone()
        ?? order.Type switch
        {
            "text" => new JsonObject { ["body"] = order.Text },
            "button" => new JsonObject { ["payload"] = "STOP", ["text"] = order.Text },
            "reaction" => new JsonObject { ["message_id"] = "wamid.PREV", ["emoji"] = "👍" },
            "image" or "video" or "audio" or "document" or "sticker" => media.Received(number.AccountId),
            _ => new JsonObject(),
        };

    private static MetaEvent Inbound(PhoneNumber number, Person person, JsonNode?[] messages)
    {
        var profile = new JsonObject { ["name"] = person.Name };
        if (person.Username is { } username)
        {
            profile["username"] = username;
        }

        var contact = new JsonObject { ["profile"] = profile, ["user_id"] = person.UserId };
        if (!person.HidesPhone)
        {
            contact["wa_id"] = person.WaId;
        }

        return Event(number, new() { ["contacts"] = new JsonArray(contact), ["messages"] = new JsonArray(messages) });
    }

    private JsonObject Status(SentMessage message, Person recipient, string status, StatusOrder order)
    {
        var told = new JsonObject
        {
            ["id"] = message.Id,
            ["status"] = status,
            ["timestamp"] = Seconds(),
            ["recipient_user_id"] = recipient.UserId,
        };
        if (!recipient.HidesPhone)
        {
            told["recipient_id"] = recipient.WaId;
        }

        if (message.CallbackData is { } data)
        {
            told["biz_opaque_callback_data"] = data;
        }

        if (status == "failed")
        {
            var error = WhatsAppErrors.Make(order.ErrorCode ?? 131026, "the message could not be delivered");
            told["errors"] = new JsonArray(
                new JsonObject
                {
                    ["code"] = error.Code,
                    ["title"] = WhatsAppErrors.Title(error.Code),
                    ["message"] = WhatsAppErrors.Title(error.Code),
                    ["error_data"] = new JsonObject { ["details"] = error.Details },
                    ["href"] = "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/",
                }
            );
        }
        else
        {
            told["pricing"] = new JsonObject
            {
                ["billable"] = true,
                ["pricing_model"] = "PMP",
                ["category"] = "service",
            };
        }

        return new() { ["statuses"] = new JsonArray(told) };
    }

    private string Seconds() => clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static MetaEvent Event(PhoneNumber number, JsonObject value)
    {
        value["messaging_product"] = "whatsapp";
        value["metadata"] = new JsonObject
        {
            ["display_phone_number"] = number.Digits,
            ["phone_number_id"] = number.Id,
        };
        return Event(number.AccountId, "messages", value);
    }

    private static MetaEvent Event(string accountId, string field, JsonObject value) =>
        new(
            WhatsAppProvider.Name,
            "whatsapp_business_account",
            accountId,
            field,
            new()
            {
                ["object"] = "whatsapp_business_account",
                ["entry"] = new JsonArray(
                    new JsonObject
                    {
                        ["id"] = accountId,
                        ["changes"] = new JsonArray(new JsonObject { ["field"] = field, ["value"] = value }),
                    }
                ),
            }
        );
}
