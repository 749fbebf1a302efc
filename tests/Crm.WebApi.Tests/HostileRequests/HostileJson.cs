using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Crm.WebApi.Tests.HostileRequests;

/// <summary>Objects with the right names and any values at all.</summary>
internal static class HostileJson
{
    private static readonly Gen<JsonNode?> Leaf = Gen.Elements<Func<JsonNode?>>(
            () => null,
            () => JsonValue.Create(true),
            () => JsonValue.Create(-1),
            () => JsonValue.Create(long.MaxValue),
            () => JsonValue.Create(1e308),
            () => JsonValue.Create(0.1m),
            () => JsonValue.Create(""),
            () => JsonValue.Create(" "),
            () => JsonValue.Create("a@b"),
            () => JsonValue.Create("owner@tenant.example"),
            () => JsonValue.Create("+905321234567"),
            () => JsonValue.Create("'; drop table leads; --"),
            () => JsonValue.Create("\u202Eمرحبا\u200F"),
            () => JsonValue.Create("\uFFFF\uFDD0"),
            () => JsonValue.Create("İıŞş😀"),
            () => JsonValue.Create(new string('x', 20_000)),
            () => JsonValue.Create("0001-01-01T00:00:00Z"),
            () => JsonValue.Create("019375a1-0000-7000-8000-000000000000"),
            () => JsonValue.Create("tiktok"),
            () => JsonValue.Create("TR"),
            () => JsonValue.Create("new")
        )
        .Select(make => make());

    public static Gen<byte[]> For(IReadOnlyList<string> members) =>
        Gen.SubListOf(members.AsEnumerable())
            .SelectMany(chosen => Value(2).ListOf(chosen.Count).Select(values => Join(chosen, values)))
            .Select(node => JsonSerializer.SerializeToUtf8Bytes(node));

    private static Gen<JsonNode?> Value(int depth) =>
        depth is 0
            ? Leaf
            : Gen.Frequency<JsonNode?>(
                (6, Leaf),
                (1, Value(depth - 1).ListOf(3).Select(values => (JsonNode?)new JsonArray([.. values.Select(Copy)]))),
                (1, Value(depth - 1).ListOf(2).Select(values => (JsonNode?)Join(["a", "b"], values)))
            );

    private static JsonObject Join(IEnumerable<string> names, IEnumerable<JsonNode?> values) =>
        new(names.Zip(values, (name, value) => KeyValuePair.Create(name, Copy(value))));

    private static JsonNode? Copy(JsonNode? node) => node?.DeepClone();
}
