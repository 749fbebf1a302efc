using System.Collections.Immutable;

namespace Crm.Domain.Publishing;

/// <summary>What one platform gets instead of what all get.</summary>
/// <param name="Text">Null: the post's own.</param>
/// <param name="Thread">The parts that follow as answers.</param>
/// <param name="Author">In whose name, where an account may speak for others.</param>
public sealed record PlatformText(
    string? Text = null,
    IReadOnlyList<string>? Thread = null,
    ArticleLink? Article = null,
    string? Author = null
)
{
    public override string ToString() => "•••";
}

/// <summary>A page that the post points to.</summary>
public sealed record ArticleLink(string Url, string? Title = null, string? Description = null);

/// <summary>An uploaded file in a post, with what it shows for those who cannot see it.</summary>
public sealed record AttachedMedia(Guid MediaId, string? AltText);

/// <summary>What a person wants published.</summary>
/// <param name="PerPlatform">By the platform's key.</param>
public sealed record PostBody(
    string Text,
    IReadOnlyList<AttachedMedia> Media,
    ImmutableSortedDictionary<string, PlatformText> PerPlatform
)
{
    public string TextFor(string platform) => PerPlatform.GetValueOrDefault(platform)?.Text ?? Text;

    public override string ToString() => "•••";
}
