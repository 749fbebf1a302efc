using System.Globalization;
using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Shared;

namespace Crm.Infrastructure.Providers.LinkedIn;

/// <summary>What LinkedIn would refuse (linkedin §5). The 3,000 count what the person typed: the escapes are ours.</summary>
internal static class LinkedInRules
{
    private const int LongestText = 3000;
    private const int MostImages = 20;
    private const int LongestAltText = 4086;
    private const long MostPixels = 36_152_320;
    private const string Organization = "urn:li:organization:";

    private static readonly string[] Images = ["image/jpeg", "image/png", "image/gif"];

    public static PostVerdict Check(PostContent content)
    {
        // Nobody says whether it counts code points or UTF-16; the stricter can only refuse what might be cut.
        var length = content.Text.Length;

        return new(
            length,
            LongestText,
            [
                .. PostFaults.AtMost("post_too_long", PostFaults.Of(0), LongestText, length),
                .. EmptyFaults(content),
                .. MixFaults(content),
                .. content.Media.SelectMany(MediaFaults),
                .. AuthorFaults(content.Author),
                .. PostFaults.NotTaken(content, thread: false, article: true, author: true),
            ]
        );
    }

    private static IEnumerable<PostFault> EmptyFaults(PostContent content) =>
        string.IsNullOrWhiteSpace(content.Text) && content.Media.Count == 0 && content.Article is null
            ? [new("post_empty", PostFaults.Of(0))]
            : [];

    private static IEnumerable<PostFault> MixFaults(PostContent content)
    {
        if (content is { Article: not null, Media.Count: > 0 })
        {
            yield return new("media_or_article", "article");
        }

        foreach (var fault in PostFaults.AtMost("media_too_many", "media", MostImages, content.Media.Count))
        {
            yield return fault;
        }
    }

    private static IEnumerable<PostFault> MediaFaults(PostMedia media, int index) =>
        Images.Contains(media.Type)
            ?
            [
                .. PostFaults.AtMost(
                    "media_too_many_pixels",
                    PostFaults.Media(index),
                    MostPixels,
                    (media.Width ?? 0L) * (media.Height ?? 0L)
                ),
                .. PostFaults.AtMost(
                    "alt_text_too_long",
                    PostFaults.Media(index, "altText"),
                    LongestAltText,
                    media.AltText?.Length ?? 0
                ),
            ]
            : [new("media_type_not_taken", PostFaults.Media(index))];

    // The person is the account itself, and needs no name.
    private static IEnumerable<PostFault> AuthorFaults(string? author) =>
        author is null || IsOrganization(author) ? [] : [new("author_unreadable", "author")];

    private static bool IsOrganization(string author) =>
        author.StartsWith(Organization, StringComparison.Ordinal)
        && ulong.TryParse(author.AsSpan(Organization.Length), NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
