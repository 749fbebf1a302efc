using System.Globalization;
using System.Text.Json;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using Crm.Infrastructure.Providers.Shared;

namespace Crm.Infrastructure.Providers.Meta;

/// <summary>
/// Messages and statuses of one change (whatsapp §5). Somebody may be there by phone, by the platform's own id, or by both; what is of
/// a kind that nobody knew yet is a message all the same.
/// </summary>
internal static class MetaMessages
{
    private static readonly string[] MediaTypes = ["image", "video", "audio", "document", "sticker"];

    /// <returns>Null: there is neither in it.</returns>
    public static InboundContent? Read(JsonElement value)
    {
        var contacts = Rows(value, "contacts");
        List<ReceivedMessage> messages =
        [
            .. Rows(value, "messages").Select(row => Message(row, contacts)).OfType<ReceivedMessage>(),
        ];
        List<ToldStatus> statuses = [.. Rows(value, "statuses").Select(Status).OfType<ToldStatus>()];

        return messages.Count + statuses.Count > 0 ? new InboundContent.Messages(messages, statuses) : null;
    }

    public static InboundContent? ReadTemplate(JsonElement value) =>
        JsonText.Of(value, "message_template_name") is { Length: > 0 } name
        && JsonText.Of(value, "message_template_language") is { Length: > 0 } language
        && JsonText.Of(value, "event") is { Length: > 0 } status
            ? new InboundContent.Template(
                name,
                language,
                status is "REINSTATED" ? "approved" : status.ToLowerInvariant(),
                JsonText.Of(value, "reason") is { Length: > 0 } reason and not "NONE" ? reason : null
            )
            : null;

    /// <summary>In E.164; null where it can be none.</summary>
    public static string? PhoneOf(string? digits) =>
        digits is { Length: > 0 } ? PhoneNumber.FromE164("+" + PhoneNumber.DigitsOf(digits))?.Value : null;

    private static ReceivedMessage? Message(JsonElement row, IReadOnlyList<JsonElement> contacts)
    {
        if (JsonText.Id(row, "id") is not { } id)
        {
            return null;
        }

        var phone = JsonText.Id(row, "from");
        var userId = JsonText.Id(row, "from_user_id");
        var contact = contacts.FirstOrDefault(one =>
            phone is not null && JsonText.Of(one, "wa_id") == phone
            || userId is not null && JsonText.Of(one, "user_id") == userId
        );
        var profile = Member(contact, "profile");
        var type = JsonText.Of(row, "type") ?? "unknown";
        var content = Member(row, type);

        return new(
            id,
            PhoneOf(phone ?? Text(contact, "wa_id")),
            userId ?? Text(contact, "user_id"),
            CleanText.Of(Text(profile, "name")),
            CleanText.Of(Text(profile, "username")),
            Time(row),
            type,
            CleanText.Of(Words(type, row, content)),
            type is "button" ? Text(content, "payload") : Text(Member(content, Text(content, "type") ?? ""), "id"),
            Text(Member(row, "context"), "id") ?? (type is "reaction" ? Text(content, "message_id") : null),
            Array.IndexOf(MediaTypes, type) >= 0 ? Media(content) : null,
            Member(row, "referral") is { } referral ? Referral(referral) : null,
            type is "text" ? null : Details(row, content),
            type is "system" ? PhoneOf(Text(content, "wa_id") ?? Text(content, "new_wa_id")) : null
        );
    }

    private static string? Words(string type, JsonElement row, JsonElement? content) =>
        type switch
        {
            "text" or "system" => Text(content, "body"),
            "button" => Text(content, "text"),
            "interactive" => Text(Member(content, Text(content, "type") ?? ""), "title"),
            "reaction" => Text(content, "emoji"),
            "location" => Text(content, "name") ?? Text(content, "address"),
            "unsupported" => Rows(row, "errors").Select(error => JsonText.Of(error, "title")).FirstOrDefault(),
            _ => Text(content, "caption"),
        };

    private static ReceivedMedia? Media(JsonElement? content) =>
        Text(content, "id") is { Length: > 0 } id
            ? new(id, Text(content, "mime_type"), CleanText.Of(Text(content, "filename")))
            : null;

    private static AdReferral Referral(JsonElement referral) =>
        new(
            JsonText.Id(referral, "source_id"),
            JsonText.Of(referral, "headline"),
            JsonText.Of(referral, "source_url"),
            JsonText.Id(referral, "ctwa_clid")
        );

    // Contacts and orders, and whatever comes next, are no objects of their type's name.
    private static string Details(JsonElement row, JsonElement? content) =>
        CleanText.Storable((content ?? row).GetRawText().Replace("\\u0000", "", StringComparison.Ordinal));

    private static ToldStatus? Status(JsonElement row)
    {
        if (JsonText.Id(row, "id") is not { } id || JsonText.Of(row, "status") is not { } step)
        {
            return null;
        }

        var error = Rows(row, "errors").Select(GraphRefusals.Read).FirstOrDefault();
        var pricing = Member(row, "pricing");

        return new(
            id,
            // A voice message that was played was read.
            step is "played"
                ? "read"
                : step,
            Time(row),
            JsonText.Of(row, "biz_opaque_callback_data"),
            Text(pricing, "billable") switch
            {
                "true" => true,
                "false" => false,
                _ => null,
            },
            step is "failed" ? error ?? GraphRefusals.Unknown : null
        );
    }

    private static DateTimeOffset Time(JsonElement row) =>
        long.TryParse(JsonText.Of(row, "timestamp"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds < DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : DateTimeOffset.UnixEpoch;

    private static string? Text(JsonElement? parent, string member) =>
        parent is { ValueKind: JsonValueKind.Object } known ? JsonText.Of(known, member) : null;

    private static JsonElement? Member(JsonElement? parent, string name) =>
        parent is { ValueKind: JsonValueKind.Object } known
        && known.TryGetProperty(name, out var member)
        && member.ValueKind is JsonValueKind.Object
            ? member
            : null;

    private static IReadOnlyList<JsonElement> Rows(JsonElement parent, string member) =>
        parent.ValueKind is JsonValueKind.Object
        && parent.TryGetProperty(member, out var rows)
        && rows.ValueKind is JsonValueKind.Array
            ? [.. rows.EnumerateArray().Where(row => row.ValueKind is JsonValueKind.Object)]
            : [];
}
