using Crm.Application.Integrations.Contracts;
using Crm.Domain.Publishing;

namespace Crm.Application.Publishing;

/// <summary>What each platform gets of a post.</summary>
internal static class PostContents
{
    /// <param name="media">The post's own, described.</param>
    public static PostContent For(this PostBody body, string platform, IReadOnlyList<PostMedia> media)
    {
        var own = body.PerPlatform.GetValueOrDefault(platform);

        return new(
            body.TextFor(platform),
            own?.Thread ?? [],
            media,
            own?.Article is { } article
                ? new(new Uri(article.Url, UriKind.Absolute), article.Title, article.Description)
                : null,
            own?.Author
        );
    }
}
