using System.Text.Json;
using System.Text.Json.Serialization;
using Crm.Domain.Common;

namespace Crm.WebApi.Authentication;

/// <summary>Passwords and tokens become secrets while the request is read; writing one is a mistake and throws.</summary>
internal sealed class SecretConverter : JsonConverter<Secret>
{
    public override Secret? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is not JsonTokenType.String ? throw new JsonException()
        : reader.GetString() is { Length: > 0 } text ? new(text)
        : null;

    public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) =>
        throw new NotSupportedException("A secret is never serialised.");
}
