using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Crm.Infrastructure.Providers.X.Posts;

/// <summary>How far a post has come.</summary>
/// <param name="MediaIds">Uploaded, in the order of the post's media.</param>
/// <param name="Processing">The last of them is still being processed.</param>
/// <param name="Parts">The published ones of a thread.</param>
internal sealed record XProgress(ImmutableList<string> MediaIds, bool Processing, ImmutableList<string> Parts)
{
    private static readonly XProgress Nothing = new([], Processing: false, []);

    public static XProgress Read(string? text) =>
        text is null ? Nothing : JsonSerializer.Deserialize(text, XProgressJson.Default.XProgress)!;

    public string Write() => JsonSerializer.Serialize(this, XProgressJson.Default.XProgress);
}

[JsonSerializable(typeof(XProgress))]
internal sealed partial class XProgressJson : JsonSerializerContext;
