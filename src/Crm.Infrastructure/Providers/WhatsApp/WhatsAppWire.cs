using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;

namespace Crm.Infrastructure.Providers.WhatsApp;

/// <summary>
/// A message as the Cloud API reads it. A user id in <c>to</c> is answered as taken and reaches nobody: its place is
/// <c>recipient</c> (whatsapp §3).
/// </summary>
internal static class WhatsAppWire
{
    public static JsonElement Write(MessageOrder order)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            writer.WriteString("messaging_product", "whatsapp");
            writer.WriteString("recipient_type", "individual");
            if (order.Phone is { } phone)
            {
                writer.WriteString("to", PhoneNumber.DigitsOf(phone));
            }
            else
            {
                writer.WriteString("recipient", order.UserId);
            }

            writer.WriteString("biz_opaque_callback_data", order.Reference);
            Write(writer, order.Content);
            writer.WriteEndObject();
        }

        return JsonElement.Parse(body.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, OutgoingContent content)
    {
        switch (content)
        {
            case OutgoingContent.Text text:
                Begin(writer, "text");
                writer.WriteString("body", text.Body);
                writer.WriteBoolean("preview_url", false);
                break;
            case OutgoingContent.Media media:
                Begin(writer, media.Kind);
                writer.WriteString("link", media.Address.AbsoluteUri);
                WriteIfGiven(writer, "caption", media.Caption);
                WriteIfGiven(writer, "filename", media.Kind is "document" ? media.FileName : null);
                break;
            case OutgoingContent.Template template:
                Begin(writer, "template");
                writer.WriteString("name", template.Name);
                writer.WriteStartObject("language");
                writer.WriteString("code", template.Language);
                writer.WriteEndObject();
                WriteComponents(writer, template.Components);
                break;
            default:
                throw new NotSupportedException(content.GetType().Name);
        }

        writer.WriteEndObject();
    }

    private static void Begin(Utf8JsonWriter writer, string type)
    {
        writer.WriteString("type", type);
        writer.WriteStartObject(type);
    }

    // Left out where there are no placeholders.
    private static void WriteComponents(Utf8JsonWriter writer, IReadOnlyList<OutgoingComponent> components)
    {
        if (components.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("components");
        foreach (var component in components)
        {
            writer.WriteStartObject();
            writer.WriteString("type", component.Type);
            WriteIfGiven(writer, "sub_type", component.SubType);
            WriteIfGiven(writer, "index", component.Index?.ToString(CultureInfo.InvariantCulture));
            writer.WriteStartArray("parameters");
            foreach (var parameter in component.Parameters)
            {
                Write(writer, parameter);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, OutgoingParameter parameter)
    {
        writer.WriteStartObject();
        writer.WriteString("type", parameter.Type);
        WriteIfGiven(writer, "parameter_name", parameter.Name);
        if (parameter.Type is "text" or "payload" or "coupon_code")
        {
            writer.WriteString(parameter.Type, parameter.Value);
        }
        else
        {
            writer.WriteStartObject(parameter.Type);
            writer.WriteString("link", parameter.Value);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteIfGiven(Utf8JsonWriter writer, string member, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(member, value);
        }
    }
}
