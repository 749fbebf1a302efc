using System.Text.Json;
using System.Text.Json.Nodes;

namespace Crm.WebApi.Tests.HostileRequests;

/// <summary>One operation of the OpenAPI document.</summary>
internal sealed record Operation(
    string Method,
    string Path,
    IReadOnlyList<string> PathParameters,
    IReadOnlyList<string> QueryParameters,
    JsonElement? Body,
    JsonObject? Plausible
)
{
    /// <summary>Called by providers: answered as contract §6 says, not with 4xx.</summary>
    public bool IsForeign =>
        Path.StartsWith("/api/integrations/webhooks/", StringComparison.Ordinal)
        || Path.StartsWith("/api/integrations/accounts/oauth/callback/", StringComparison.Ordinal);

    public bool ChecksQuery => Path.StartsWith("/api/", StringComparison.Ordinal) && !IsForeign;

    public string WithIds(string id) =>
        PathParameters.Aggregate(Path, (path, name) => path.Replace($"{{{name}}}", id, StringComparison.Ordinal));

    public override string ToString() => $"{Method} {Path}";

    public static IReadOnlyList<Operation> AllOf(JsonElement document) =>
        [
            .. document
                .GetProperty("paths")
                .EnumerateObject()
                .SelectMany(path =>
                    path.Value.EnumerateObject().Select(operation => Read(path.Name, operation, document))
                ),
        ];

    private static Operation Read(string path, JsonProperty operation, JsonElement document)
    {
        var parameters = operation.Value.TryGetProperty("parameters", out var given)
            ? given.EnumerateArray().ToList()
            : [];

        JsonElement? schema =
            operation.Value.TryGetProperty("requestBody", out var body)
            && body.GetProperty("content").TryGetProperty("application/json", out var media)
            && media.TryGetProperty("schema", out var written)
                ? Follow(written, document)
                : null;

        return new(
            operation.Name.ToUpperInvariant(),
            path,
            Names(parameters, "path"),
            Names(parameters, "query"),
            schema,
            schema is { } known ? new PlausibleBody(document).Of(known) : null
        );
    }

    private static List<string> Names(IEnumerable<JsonElement> parameters, string place) =>
        [
            .. parameters
                .Where(parameter => parameter.GetProperty("in").GetString() == place)
                .Select(parameter => parameter.GetProperty("name").GetString()!),
        ];

    public static JsonElement Follow(JsonElement schema, JsonElement document)
    {
        var target = schema.TryGetProperty("oneOf", out var choices)
            ? choices.EnumerateArray().FirstOrDefault(choice => choice.TryGetProperty("$ref", out _), schema)
            : schema;

        return target.TryGetProperty("$ref", out var reference)
            ? document
                .GetProperty("components")
                .GetProperty("schemas")
                .GetProperty(reference.GetString()!.Split('/')[^1])
            : target;
    }
}
