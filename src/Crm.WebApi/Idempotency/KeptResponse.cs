using System.Text.Json;
using Microsoft.Extensions.Primitives;

namespace Crm.WebApi.Idempotency;

/// <summary>An answer as it is kept: what a client reads of it, without what belongs to the one exchange.</summary>
internal sealed record KeptResponse(int Status, Dictionary<string, string[]> Headers, byte[] Body)
{
    private static readonly string[] Kept =
    [
        "Content-Type",
        "Content-Language",
        "ETag",
        "Link",
        "Location",
        "Retry-After",
    ];

    public static KeptResponse Of(HttpResponse response, byte[] body) =>
        new(
            response.StatusCode,
            Kept.Where(response.Headers.ContainsKey)
                .ToDictionary(name => name, name => response.Headers[name].ToArray()!, StringComparer.Ordinal)!,
            body
        );

    public static KeptResponse Read(byte[] kept) => JsonSerializer.Deserialize<KeptResponse>(kept)!;

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this);

    /// <summary>The id of what was made, where the answer names one.</summary>
    public Guid? ResourceId()
    {
        try
        {
            using var document = JsonDocument.Parse(Body);

            return
                document.RootElement.ValueKind is JsonValueKind.Object
                && document.RootElement.TryGetProperty("id", out var id)
                && id.ValueKind is JsonValueKind.String
                && id.TryGetGuid(out var found)
                ? found
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public async Task ReplayAsync(HttpResponse response)
    {
        response.StatusCode = Status;
        foreach (var (name, values) in Headers)
        {
            response.Headers[name] = new StringValues(values);
        }

        response.Headers["Idempotency-Replayed"] = "true";
        await response.Body.WriteAsync(Body, response.HttpContext.RequestAborted);
    }
}
