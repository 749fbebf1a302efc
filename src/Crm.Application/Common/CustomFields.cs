using System.Text.Encodings.Web;
using System.Text.Json;

namespace Crm.Application.Common;

/// <summary>Custom fields: an object of the tenant's own making, kept as it came as far as the database can.</summary>
internal static class CustomFields
{
    public const int MaximumMembers = 50;
    public const int MaximumLength = 16 * 1024;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>False where PostgreSQL's jsonb would refuse it or the limits are passed.</summary>
    public static bool CanKeep(JsonElement fields) =>
        fields.ValueKind is JsonValueKind.Object
        && fields.EnumerateObject().Count() <= MaximumMembers
        && fields.GetRawText().Length <= MaximumLength
        && IsStorable(fields);

    public static string Write(JsonElement value)
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text, Options))
        {
            value.WriteTo(writer);
        }

        return System.Text.Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    private static bool IsStorable(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => value
                .EnumerateObject()
                .All(member => IsStorable(member.Name) && IsStorable(member.Value)),
            JsonValueKind.Array => value.EnumerateArray().All(IsStorable),
            JsonValueKind.String => IsStorable(value.GetString()!),
            // jsonb keeps numbers as numeric: an exponent of a hundred thousand would be a hundred thousand digits, or refused.
            JsonValueKind.Number => value.TryGetDouble(out var number)
                && double.IsFinite(number)
                && (number != 0 || !value.GetRawText().Contains('e', StringComparison.OrdinalIgnoreCase)),
            _ => true,
        };

    private static bool IsStorable(string text) => !text.Contains('\0', StringComparison.Ordinal);
}
