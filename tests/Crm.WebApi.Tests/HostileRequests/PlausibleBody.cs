using System.Text.Json;
using System.Text.Json.Nodes;

namespace Crm.WebApi.Tests.HostileRequests;

/// <summary>A body that could well be accepted, so that a single hostile member in it is the only reason to refuse it.</summary>
internal sealed class PlausibleBody(JsonElement document)
{
    public JsonObject Of(JsonElement schema)
    {
        var body = new JsonObject();
        foreach (
            var member in schema.TryGetProperty("properties", out var members) ? members.EnumerateObject() : default
        )
        {
            if (Value(member.Name, Operation.Follow(member.Value, document)) is { } value)
            {
                body[member.Name] = value;
            }
        }

        return body;
    }

    private static JsonNode? Value(string name, JsonElement schema) =>
        schema.TryGetProperty("enum", out var choices) ? JsonNode.Parse(choices[0].GetRawText())
        : Types(schema) is not ["string"] || schema.TryGetProperty("format", out _) ? null
        : JsonValue.Create(Text(name));

    private static string[] Types(JsonElement schema) =>
        schema.TryGetProperty("type", out var type)
            ?
            [
                .. (
                    type.ValueKind is JsonValueKind.Array
                        ? type.EnumerateArray().Select(one => one.GetString()!)
                        : [type.GetString()!]
                ).Where(one => one is not "null"),
            ]
            : [];

    private static string Text(string name) =>
        name switch
        {
            "email" => "person@plausible.example",
            "phone" => "+905321234567",
            "password" => "plausible-Parola-2026",
            "country" => "TR",
            "locale" => "tr",
            "timeZone" => "Europe/Istanbul",
            "platform" => "tiktok",
            "macAddress" => "aa:bb:cc:dd:ee:ff",
            _ => "plausible",
        };
}
