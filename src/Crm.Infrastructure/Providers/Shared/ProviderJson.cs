using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using RestEase;

namespace Crm.Infrastructure.Providers.Shared;

/// <summary>RestEase with a provider's source-generated JSON. What cannot be read throws <see cref="JsonException"/>.</summary>
internal static class ProviderJson
{
    public static T CreateClient<T>(HttpClient http, JsonSerializerContext context) =>
        new RestClient(http)
        {
            ResponseDeserializer = new Reader(context),
            RequestBodySerializer = new Writer(context),
        }.For<T>();

    private static JsonTypeInfo<T> TypeInfo<T>(JsonSerializerContext context) =>
        (JsonTypeInfo<T>)(
            context.GetTypeInfo(typeof(T))
            ?? throw new NotSupportedException($"{typeof(T).Name} is missing in {context.GetType().Name}.")
        );

    private sealed class Reader(JsonSerializerContext context) : ResponseDeserializer
    {
        public override T Deserialize<T>(
            string? content,
            HttpResponseMessage response,
            ResponseDeserializerInfo info
        ) =>
            JsonSerializer.Deserialize(content ?? "", TypeInfo<T>(context))
            ?? throw new JsonException("The answer is null.");
    }

    private sealed class Writer(JsonSerializerContext context) : RequestBodySerializer
    {
        public override HttpContent? SerializeBody<T>(T body, RequestBodySerializerInfo info) =>
            new StringContent(
                JsonSerializer.Serialize(body, TypeInfo<T>(context)),
                MediaTypeHeaderValue.Parse("application/json")
            );
    }
}
