using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Crm.Application.Common;

/// <summary>A value that is kept as JSON and answered as it is kept: a list need not read what it only passes on.</summary>
/// <typeparam name="T">What it says; for the API's description.</typeparam>
/// <param name="utf8">As the database sends it and the answer takes it: text in between would be written twice.</param>
[JsonConverter(typeof(JsonTextConverterFactory))]
public sealed class JsonText<T>(byte[] utf8)
{
    public JsonText(string json)
        : this(Encoding.UTF8.GetBytes(json)) { }

    public ReadOnlySpan<byte> Utf8 => utf8;
}

public static class JsonText
{
    /// <summary>As the API writes it: camelCase, UTC, without what is not there.</summary>
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new UtcConverter() },
    };

    public static JsonText<T>? Of<T>(T? value)
        where T : class => value is null ? null : new(JsonSerializer.SerializeToUtf8Bytes(value, Options));

    private sealed class UtcConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        ) => reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime);
    }
}

internal sealed class JsonTextConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(JsonText<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)
            Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert.GenericTypeArguments))!;

    private sealed class Converter<T> : JsonConverter<JsonText<T>>
    {
        public override JsonText<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return new(document.RootElement.GetRawText());
        }

        public override void Write(Utf8JsonWriter writer, JsonText<T> value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.Utf8, skipInputValidation: true);
    }
}
