using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Crm.WebApi.Json;

/// <summary>How the API reads and writes JSON: strictly, camelCase, enums in snake_case, times in UTC.</summary>
internal static class ApiJson
{
    public const int MaxDepth = 32;

    public static void Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.AllowTrailingCommas = false;
        options.ReadCommentHandling = JsonCommentHandling.Disallow;
        options.MaxDepth = MaxDepth;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LetNullableBeLeftOut } };
        // Only ever sent as JSON, with nosniff: nothing in it is read as HTML, and +90 and Türkçe stay legible.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        options.Converters.Add(new UtcTimeConverter());
    }

    public static bool TakesNull(JsonPropertyInfo member) =>
        member.PropertyType.IsValueType
            ? Nullable.GetUnderlyingType(member.PropertyType) is not null
            : member.AssociatedParameter?.IsNullable ?? member.IsSetNullable;

    // A constructor parameter counts as required even when it is nullable; to a client, left out and null are the same.
    private static void LetNullableBeLeftOut(JsonTypeInfo type)
    {
        foreach (var member in type.Properties.Where(member => member.IsRequired && TakesNull(member)))
        {
            member.IsRequired = false;
        }
    }
}
