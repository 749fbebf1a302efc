using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Shared;

namespace Crm.Infrastructure.Providers.X;

/// <summary>What X would refuse (x §5 and §6), and what it would charge more for (§8).</summary>
internal static class XRules
{
    private const int MostCashtags = 1;
    private const int MostImages = 4;
    private const int LongestAltText = 1000;
    private const long LargestImage = 5 * 1024 * 1024;
    private const long LargestGif = 15 * 1024 * 1024;
    private const long LargestVideo = 512 * 1024 * 1024;

    private static readonly TimeSpan ShortestVideo = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestVideo = TimeSpan.FromSeconds(140);
    private static readonly string[] Images = ["image/jpeg", "image/png", "image/webp"];
    private static readonly string[] Videos = ["video/mp4", "video/quicktime"];

    public static PostVerdict Check(PostContent content)
    {
        var parts = content.Thread.Prepend(content.Text).Select(XText.Read).ToArray();
        PostFault[] faults =
        [
            .. parts.SelectMany((part, index) => TextFaults(part, index, content.Media.Count > 0)),
            .. MixFaults(content.Media),
            .. content.Media.SelectMany(MediaFaults),
            .. PostFaults.NotTaken(content, thread: true, article: false, author: false),
        ];

        return new(parts.Max(part => part.Length), XText.Longest, faults) { Warnings = [.. Warnings(parts)] };
    }

    private static IEnumerable<PostFault> TextFaults(XText text, int part, bool hasMedia)
    {
        if (text.IsBlank && (part > 0 || !hasMedia))
        {
            yield return new(part > 0 ? "thread_part_empty" : "post_empty", PostFaults.Of(part));
        }

        if (text.HasInvalidCharacter)
        {
            yield return new("post_character_not_taken", PostFaults.Of(part));
        }

        foreach (
            var fault in PostFaults
                .AtMost("post_too_long", PostFaults.Of(part), XText.Longest, text.Length)
                .Concat(PostFaults.AtMost("cashtags_too_many", PostFaults.Of(part), MostCashtags, text.Cashtags))
        )
        {
            yield return fault;
        }
    }

    // Four pictures, or one GIF, or one video.
    private static IEnumerable<PostFault> MixFaults(IReadOnlyList<PostMedia> media) =>
        media.Count > 1 && media.Any(one => one.IsVideo || IsGif(one))
            ? [new("media_alone", "media", Limit: 1, Actual: media.Count)]
            : PostFaults.AtMost("media_too_many", "media", MostImages, media.Count);

    private static IEnumerable<PostFault> MediaFaults(PostMedia media, int index)
    {
        if (!IsGif(media) && !Images.Contains(media.Type) && !Videos.Contains(media.Type))
        {
            return [new("media_type_not_taken", PostFaults.Media(index))];
        }

        var largest =
            media.IsVideo ? LargestVideo
            : IsGif(media) ? LargestGif
            : LargestImage;

        return
        [
            .. PostFaults.AtMost("media_too_large", PostFaults.Media(index), largest, media.Size),
            .. PostFaults.AtMost(
                "alt_text_too_long",
                PostFaults.Media(index, "altText"),
                LongestAltText,
                media.AltText?.Length ?? 0
            ),
            .. PostFaults.Lasts(media, index, ShortestVideo, LongestVideo),
        ];
    }

    private static IEnumerable<PostFault> Warnings(XText[] parts) =>
        parts
            .Select((part, index) => (part, index))
            .Where(one => one.part.Links.Count > 0)
            .Select(one => new PostFault("post_with_link_costs_more", PostFaults.Of(one.index)));

    private static bool IsGif(PostMedia media) => media.Type is "image/gif";
}
