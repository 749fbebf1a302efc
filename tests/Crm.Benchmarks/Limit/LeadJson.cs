using System.Buffers;
using System.Text.Json;
using Npgsql;

namespace Crm.Benchmarks.Limit;

/// <summary>Leads in the shape of the contract, written straight into the answer.</summary>
internal static class LeadJson
{
    public const string Columns =
        "id, full_name, email, phone, phone_raw, status, source, owner_id, venue_id, tags, custom_fields, first_touch, last_touch, created_at, updated_at";

    private static readonly string[] Texts = ["fullName", "email", "phone", "phoneRaw", "status", "source"];

    public static void Write(HttpContext context, LeadRow row)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        Write(json, row);
    }

    public static byte[] Write(LeadRow row)
    {
        var buffer = new ArrayBufferWriter<byte>(1_024);
        using var json = new Utf8JsonWriter(buffer);
        Write(json, row);
        json.Flush();

        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, LeadRow row)
    {
        json.WriteStartObject();
        json.WriteString("id", row.Id);
        json.WriteString("fullName", row.Lead.FullName);
        json.WriteString("email", row.Lead.Email);
        json.WriteString("phone", row.Phone);
        json.WriteString("phoneRaw", row.Lead.Phone);
        json.WriteString("status", "new");
        json.WriteString("source", row.Lead.Source);
        json.WriteNull("ownerId");
        json.WriteString("venueId", row.Lead.VenueId);
        json.WriteStartArray("tags");
        foreach (var tag in row.Lead.Tags)
        {
            json.WriteStringValue(tag);
        }

        json.WriteEndArray();
        json.WriteNull("customFields");
        json.WritePropertyName("firstTouch");
        json.WriteRawValue(row.Touch);
        json.WritePropertyName("lastTouch");
        json.WriteRawValue(row.Touch);
        json.WriteString("createdAt", row.CreatedAt);
        json.WriteString("updatedAt", row.CreatedAt);
        json.WriteBoolean("merged", false);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, NpgsqlDataReader row)
    {
        json.WriteStartObject();
        json.WriteString("id", row.GetGuid(0));
        for (var column = 1; column <= Texts.Length; column++)
        {
            WriteText(json, Texts[column - 1], row, column);
        }

        WriteId(json, "ownerId", row, 7);
        WriteId(json, "venueId", row, 8);
        json.WriteStartArray("tags");
        foreach (var tag in row.GetFieldValue<string[]>(9))
        {
            json.WriteStringValue(tag);
        }

        json.WriteEndArray();
        WriteRaw(json, "customFields", row, 10);
        WriteRaw(json, "firstTouch", row, 11);
        WriteRaw(json, "lastTouch", row, 12);
        json.WriteString("createdAt", row.GetDateTime(13));
        json.WriteString("updatedAt", row.GetDateTime(14));
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, NpgsqlDataReader row, int column) =>
        json.WriteString(name, row.IsDBNull(column) ? null : row.GetString(column));

    private static void WriteId(Utf8JsonWriter json, string name, NpgsqlDataReader row, int column)
    {
        if (row.IsDBNull(column))
        {
            json.WriteNull(name);
        }
        else
        {
            json.WriteString(name, row.GetGuid(column));
        }
    }

    private static void WriteRaw(Utf8JsonWriter json, string name, NpgsqlDataReader row, int column)
    {
        json.WritePropertyName(name);
        if (row.IsDBNull(column))
        {
            json.WriteNullValue();
        }
        else
        {
            json.WriteRawValue(row.GetFieldValue<byte[]>(column), skipInputValidation: true);
        }
    }
}
