using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Shared;

namespace Crm.Infrastructure.Providers.Meta;

/// <summary>
/// A delivery as events, each with the id that owns it: a page, an Instagram account, a phone number. Ids come as numbers or
/// as text and are text either way.
/// </summary>
internal static class MetaEvents
{
    public const string Pages = "meta_leads";
    public const string Instagram = "instagram";
    public const string WhatsApp = "whatsapp";

    /// <summary>What the dashboard's test button names: ids of nothing (meta-lead-ads §5).</summary>
    private const string Invented = "444444444444";

    private static readonly JsonElement Empty = JsonElement.Parse("{}");

    public static IReadOnlyList<InboundEvent> Read(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        var kind = JsonText.Of(root, "object") ?? "none";
        Func<JsonElement, JsonElement, InboundEvent>? read = kind switch
        {
            "page" => OfPage,
            "instagram" => OfInstagram,
            "whatsapp_business_account" => OfWhatsApp,
            _ => null,
        };

        return read is null ? [new InboundEvent("object." + kind, ExternalId: null, body, new InboundContent.Ignored())]
            : root.TryGetProperty("entry", out var entries) ? [.. entries.EnumerateArray().SelectMany(EventsOf)]
            : [];

        IEnumerable<InboundEvent> EventsOf(JsonElement entry) =>
            Changes(entry).Select(change => Guarded(() => read(entry, change)) with { Raw = Alone(entry, change) });
    }

    /// <summary>
    /// Changes, direct messages, or the entry itself where it holds field and value without a list, as Instagram's own
    /// examples do. What holds none of them is one event all the same.
    /// </summary>
    private static IEnumerable<JsonElement> Changes(JsonElement entry)
    {
        var list =
            entry.TryGetProperty("changes", out var changes) ? changes
            : entry.TryGetProperty("messaging", out var messaging) ? messaging
            : default;
        if (list.ValueKind is JsonValueKind.Undefined)
        {
            yield return entry;
            yield break;
        }

        foreach (var change in list.EnumerateArray())
        {
            yield return change;
        }
    }

    // One unreadable change is nobody else's trouble.
    private static InboundEvent Guarded(Func<InboundEvent> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return new("unreadable", ExternalId: null, default, new InboundContent.Unreadable());
        }
    }

    private static InboundEvent OfPage(JsonElement entry, JsonElement change)
    {
        var field = JsonText.Of(change, "field") ?? "messaging";
        var value = Value(change);
        var page = JsonText.Id(value, "page_id") ?? JsonText.Id(entry, "id");
        var lead = JsonText.Id(value, "leadgen_id");
        var content = (field, lead) switch
        {
            ("leadgen", Invented) => new InboundContent.Notice(Invented),
            ("leadgen", _) when GraphId.IsValid(lead) => new InboundContent.LeadReference(lead!, page),
            ("leadgen", _) => (InboundContent)new InboundContent.Unreadable(),
            _ => new InboundContent.Ignored(),
        };

        return new(content is InboundContent.Notice ? "leadgen.test" : field, page, default, content)
        {
            Platform = Pages,
        };
    }

    private static InboundEvent OfInstagram(JsonElement entry, JsonElement change)
    {
        var account = JsonText.Id(entry, "id");
        var message = Member(change, "message");
        var field = JsonText.Of(change, "field") ?? (message is null ? "messaging" : "message");
        var value = Value(change);
        var isOwn =
            message is { } said && JsonText.Of(said, "is_echo") is "true"
            || Member(value, "from") is { } from && JsonText.Id(from, "id") == account;

        return new(
            field,
            account,
            default,
            isOwn
                ? new InboundContent.Ignored()
                : new InboundContent.Notice(
                    message is { } direct ? Digest(JsonText.Id(direct, "mid")) : JsonText.Id(value, "id")
                )
        )
        {
            Platform = Instagram,
        };
    }

    private static InboundEvent OfWhatsApp(JsonElement entry, JsonElement change)
    {
        var field = JsonText.Of(change, "field") ?? "none";
        var value = Value(change);
        var number = Member(value, "metadata") is { } metadata ? JsonText.Id(metadata, "phone_number_id") : null;
        var (type, reference) =
            First(value, "messages") is { } message
                ? ($"message.{JsonText.Of(message, "type") ?? "unknown"}", Digest(JsonText.Id(message, "id")))
            : First(value, "statuses") is { } status
                ? ($"status.{JsonText.Of(status, "status") ?? "unknown"}", Digest(JsonText.Id(status, "id")))
            : (field, null);
        var content = field switch
        {
            "messages" => MetaMessages.Read(value),
            "message_template_status_update" => MetaMessages.ReadTemplate(value),
            _ => null,
        };

        return new(type, number ?? JsonText.Id(entry, "id"), default, content ?? new InboundContent.Notice(reference))
        {
            Platform = WhatsApp,
            Noted = content is null ? null : reference ?? "",
        };
    }

    /// <summary>A message's id holds the person's number, in base64.</summary>
    public static string? Digest(string? id) =>
        id is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..16];

    private static JsonElement Value(JsonElement change) => Member(change, "value") ?? Empty;

    private static JsonElement? Member(JsonElement parent, string name) =>
        parent.ValueKind is JsonValueKind.Object
        && parent.TryGetProperty(name, out var member)
        && member.ValueKind is JsonValueKind.Object
            ? member
            : null;

    private static JsonElement? First(JsonElement parent, string name) =>
        parent.ValueKind is JsonValueKind.Object
        && parent.TryGetProperty(name, out var list)
        && list.ValueKind is JsonValueKind.Array
        && list.GetArrayLength() > 0
            ? list[0]
            : null;

    /// <summary>The entry with this one change: what its owner may see of it.</summary>
    private static byte[] Alone(JsonElement entry, JsonElement change)
    {
        var alone = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(alone))
        {
            writer.WriteStartObject();
            foreach (var member in entry.EnumerateObject())
            {
                writer.WritePropertyName(member.Name);
                var isList = member.Name is "changes" or "messaging" && member.Value.ValueKind is JsonValueKind.Array;
                if (isList)
                {
                    writer.WriteStartArray();
                }

                writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(isList ? change : member.Value));
                if (isList)
                {
                    writer.WriteEndArray();
                }
            }

            writer.WriteEndObject();
        }

        return alone.WrittenSpan.ToArray();
    }
}
