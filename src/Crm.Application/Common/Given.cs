using System.Text.Json;
using System.Text.Json.Serialization;

namespace Crm.Application.Common;

/// <summary>
/// A member of a change that may be left out (as it was) or null (nothing from now on): two different wishes. A property of the body and no
/// parameter of its constructor, since the OpenAPI document cannot write down the default of one.
/// </summary>
[JsonConverter(typeof(GivenConverter))]
public readonly record struct Given<T>(T Value)
{
    /// <summary>False for the one that was left out.</summary>
    public bool IsGiven { get; } = true;

    public T Or(T present) => IsGiven ? Value : present;
}

internal sealed class GivenConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Given<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)
            Activator.CreateInstance(typeof(ValueConverter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class ValueConverter<T> : JsonConverter<Given<T>>
    {
        public override bool HandleNull => true;

        public override Given<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(JsonSerializer.Deserialize<T>(ref reader, options)!);

        public override void Write(Utf8JsonWriter writer, Given<T> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.Value, options);
    }
}
