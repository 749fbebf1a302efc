using System.Text.Json;

namespace Crm.Infrastructure.Providers.LinkedIn;

/// <summary>What the steps before a post leave.</summary>
/// <param name="Images">The URNs of those that are uploaded, in the order of the post's media.</param>
internal sealed record LinkedInProgress(IReadOnlyList<string> Images)
{
    public static LinkedInProgress Read(string? progress) =>
        progress is null
            ? new([])
            : JsonSerializer.Deserialize(progress, LinkedInRestJson.Default.LinkedInProgress) ?? new([]);

    public string Write() => JsonSerializer.Serialize(this, LinkedInRestJson.Default.LinkedInProgress);
}
