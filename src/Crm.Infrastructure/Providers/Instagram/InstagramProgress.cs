using System.Text.Json;
using System.Text.Json.Serialization;

namespace Crm.Infrastructure.Providers.Instagram;

/// <summary>The containers of a post, as far as they are made. Each publishes once, and none outlives a day (instagram §4).</summary>
/// <param name="Children">Of a carousel, in its order.</param>
/// <param name="Container">What is published.</param>
/// <param name="Failures">How often something failed that passes by itself often enough.</param>
/// <param name="ReadyAt">No post of ours is older than this.</param>
internal sealed record InstagramProgress(
    IReadOnlyList<string> Children,
    string? Container = null,
    int Failures = 0,
    bool IsRenewed = false,
    DateTimeOffset? ReadyAt = null
)
{
    public static InstagramProgress Read(string? progress) =>
        progress is null
            ? new([])
            : JsonSerializer.Deserialize(progress, InstagramProgressJson.Default.InstagramProgress) ?? new([]);

    public string Write() => JsonSerializer.Serialize(this, InstagramProgressJson.Default.InstagramProgress);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(InstagramProgress))]
internal sealed partial class InstagramProgressJson : JsonSerializerContext;
