using System.Text;
using System.Text.Json;
using FsCheck.Fluent;

namespace Crm.WebApi.Tests.HostileRequests;

/// <summary>Makes hostile requests against an operation: every known kind of fault once, then generated ones.</summary>
internal sealed class Attacks(Uri server)
{
    private static readonly byte[] Large = [.. "{\"a\":\""u8, .. Enumerable.Repeat((byte)'a', 10_000_000), .. "\"}"u8];

    private static readonly string[] Ids =
    [
        "%27%20or%201=1--",
        "00000000-0000-0000-0000-00000000000g",
        "-1",
        "99999999999999999999",
        "..%2f..%2fetc%2fpasswd",
        "%EF%BF%BE%F0%9F%92%A9",
        new string('a', 2_000),
        "{{7*7}}",
        "null",
    ];

    private static readonly string[] Values =
    [
        "%00",
        "a%00b",
        "%ED%A0%80",
        "%FF%FE",
        "%",
        "-1",
        "0",
        "99999999999999999999999",
        "NaN",
        "1e400",
        "%27;drop%20table%20leads--",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.9999999%2B14:00",
        "AAAAAAAAAAAAAAAAAAAAAAAA",
        "eyJhIjoxfQ==",
        "%F0%9F%92%A9",
        new string('z', 3_000),
        "",
    ];

    public IEnumerable<Attack> Against(Operation operation)
    {
        var target = new Uri(server, operation.WithIds(Guid.CreateVersion7().ToString())).AbsoluteUri;

        return Paths(operation).Concat(Queries(operation, target)).Concat(Bodies(operation, target));
    }

    private IEnumerable<Attack> Paths(Operation operation) =>
        operation.PathParameters.Count is 0
            ? []
            : Ids.Select(id => new Attack(operation, "id", server.AbsoluteUri.TrimEnd('/') + operation.WithIds(id)));

    private static IEnumerable<Attack> Queries(Operation operation, string target)
    {
        if (operation.ChecksQuery)
        {
            yield return new(operation, "unknown parameter", target + "?surprise=1", EmptyBody(operation));
            yield return new(operation, "nameless parameter", target + "?=1&&%00=2", EmptyBody(operation));
        }

        foreach (var name in operation.QueryParameters)
        {
            foreach (var value in Values)
            {
                var mustBeRefused = value.Contains("%00", StringComparison.Ordinal) && !operation.IsForeign;
                yield return new(operation, "value", $"{target}?{name}={value}", MustBeRefused: mustBeRefused);
            }
        }
    }

    private static IEnumerable<Attack> Bodies(Operation operation, string target)
    {
        if (operation.Body is not { } schema)
        {
            return operation is { IsForeign: true, Method: "POST" }
                ? Garbage().Select(body => new Attack(operation, "garbage", target, body, MustBeRefused: false))
                : [];
        }

        return Garbage()
            .Select(body => new Attack(operation, "garbage", target, body))
            .Append(new(operation, "too large", target, Large))
            .Append(new(operation, "wrong type", target, "{}"u8.ToArray(), "text/plain"))
            .Append(
                new(
                    operation,
                    "wrong encoding",
                    target,
                    Encoding.Unicode.GetBytes("{}"),
                    "application/json; charset=utf-16"
                )
            )
            .Append(new(operation, "unknown member", target, "{\"surprise\":1}"u8.ToArray()))
            .Concat(Members(schema).SelectMany(member => Faults(operation, target, member)))
            .Concat(
                HostileJson
                    .For([.. Members(schema)])
                    .Sample(40)
                    .Select(json => new Attack(operation, "generated", target, json, MustBeRefused: false))
            );
    }

    private static IEnumerable<Attack> Faults(Operation operation, string target, string member)
    {
        var name = JsonSerializer.Serialize(member);
        foreach (var text in (string[])["\"a\\u0000b\"", "\"\\ud800\"", "\"\u0001\""])
        {
            var others = operation.Plausible!.DeepClone().AsObject();
            others.Remove(member);
            var rest = others.Count is 0 ? "" : others.ToJsonString()[1..^1] + ",";
            yield return new(operation, "text", target, Encoding.UTF8.GetBytes($"{{{rest}{name}:{text}}}"));
        }

        yield return new(operation, "twice", target, Encoding.UTF8.GetBytes($"{{{name}:null,{name}:null}}"));
    }

    private static IEnumerable<byte[]> Garbage() =>
        [
            [],
            "{"u8.ToArray(),
            "{\"a\":1,}"u8.ToArray(),
            "{/**/}"u8.ToArray(),
            "nul"u8.ToArray(),
            "[]"u8.ToArray(),
            "\"text\""u8.ToArray(),
            "{\"a\":NaN}"u8.ToArray(),
            [0xFF, 0xFE, (byte)'{', 0, (byte)'}', 0],
            [.. "{\"a\":\""u8, 0xC3, 0x28, .. "\"}"u8],
            [0, 0, 0, 0],
            Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 5_000)) + "1" + new string('}', 5_000)),
            Encoding.UTF8.GetBytes(new string('[', 100_000)),
        ];

    private static IEnumerable<string> Members(JsonElement schema) =>
        schema.TryGetProperty("properties", out var members)
            ? members.EnumerateObject().Select(member => member.Name)
            : [];

    private static byte[]? EmptyBody(Operation operation) => operation.Body is null ? null : "{}"u8.ToArray();
}
