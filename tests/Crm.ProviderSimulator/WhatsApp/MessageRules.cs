using System.Text.Json;

namespace Crm.ProviderSimulator.WhatsApp;

/// <summary>What a message may look like; whatever Meta limits is refused here.</summary>
internal sealed class MessageRules(WhatsAppState state)
{
    private const int LongestText = 4096;
    private const int LongestCaption = 1024;
    private const int LongestCallbackData = 512;

    private static readonly string[] Members =
    [
        "messaging_product",
        "recipient_type",
        "to",
        "recipient",
        "type",
        "context",
        "biz_opaque_callback_data",
        "status",
        "message_id",
        "typing_indicator",
        "access_token",
        "appsecret_proof",
    ];

    private static readonly string[] MediaTypes = ["image", "video", "audio", "document", "sticker"];
    private static readonly string[] OtherTypes =
    [
        "text",
        "interactive",
        "location",
        "contacts",
        "reaction",
        "template",
    ];

    /// <summary>The type, once everything but a template's parameters is right.</summary>
    public string Check(JsonElement body, PhoneNumber number)
    {
        var type = Text(body, "type") ?? "text";
        if (!MediaTypes.Contains(type) && !OtherTypes.Contains(type))
        {
            throw WhatsAppErrors.Invalid($"type {type} is unknown");
        }

        if (
            body.EnumerateObject().Select(member => member.Name).FirstOrDefault(name => !IsKnown(name, type)) is
            { } unknown
        )
        {
            throw WhatsAppErrors.Parameter($"Unexpected key \"{unknown}\" on param \"message\".");
        }

        if (Text(body, "biz_opaque_callback_data") is { Length: > LongestCallbackData })
        {
            throw WhatsAppErrors.Parameter("biz_opaque_callback_data has more than 512 characters");
        }

        if (!body.TryGetProperty(type, out var content))
        {
            throw WhatsAppErrors.Missing(type);
        }

        CheckContent(type, content, number);
        return type;
    }

    public static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 } text
            ? text
            : null;

    private static bool IsKnown(string name, string type) => Members.Contains(name) || name == type;

    private void CheckContent(string type, JsonElement content, PhoneNumber number)
    {
        if (type == "contacts" ? content.ValueKind != JsonValueKind.Array : content.ValueKind != JsonValueKind.Object)
        {
            throw WhatsAppErrors.Invalid($"{type} has the wrong JSON type");
        }

        switch (type)
        {
            case "text":
                CheckText(content);
                break;
            case "interactive":
                InteractiveRules.Check(content);
                break;
            case "reaction" when Text(content, "message_id") is null:
                throw WhatsAppErrors.Missing("reaction.message_id");
            case "location"
                when !content.TryGetProperty("latitude", out _) || !content.TryGetProperty("longitude", out _):
                throw WhatsAppErrors.Missing("location.latitude and longitude");
            default:
                if (MediaTypes.Contains(type))
                {
                    CheckMedia(type, content, number);
                }

                break;
        }
    }

    private static void CheckText(JsonElement content)
    {
        var body = Text(content, "body") ?? throw WhatsAppErrors.Missing("text.body");
        if (body.Length > LongestText)
        {
            throw WhatsAppErrors.Parameter("Param text['body'] must be at most 4096 characters long.");
        }
    }

    private void CheckMedia(string type, JsonElement content, PhoneNumber number)
    {
        var (id, link) = (Text(content, "id"), Text(content, "link"));
        if (id is null == link is null)
        {
            throw WhatsAppErrors.Missing($"exactly one of {type}.id and {type}.link");
        }

        if (id is not null && !(state.Media.TryGetValue(id, out var media) && media.AccountId == number.AccountId))
        {
            throw WhatsAppErrors.Parameter($"{type}.id {id} is no uploaded media");
        }

        if (
            link is not null
            && !(Uri.TryCreate(link, UriKind.Absolute, out var url) && url.Scheme is "https" or "http")
        )
        {
            throw WhatsAppErrors.Invalid($"{type}.link is no address");
        }

        if (
            Text(content, "caption") is { } caption
            && (type is "audio" or "sticker" || caption.Length > LongestCaption)
        )
        {
            throw WhatsAppErrors.Parameter($"{type}.caption is not allowed or longer than 1024 characters");
        }
    }
}
