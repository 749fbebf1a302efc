using System.Globalization;
using System.Text;
using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Shared;

namespace Crm.Infrastructure.Providers.Instagram;

/// <summary>What Instagram would refuse (instagram §4).</summary>
internal static class InstagramRules
{
    private const int LongestCaption = 2200;
    private const int MostHashtags = 30;
    private const int MostMentions = 20;
    private const int MostMedia = 10;
    private const int LongestAltText = 1000;
    private const int NarrowestImage = 320;
    private const int WidestImage = 1440;
    private const long LargestImage = 8 * 1024 * 1024;
    private const long LargestVideo = 300 * 1024 * 1024;

    // In hundredths of the height.
    private const long NarrowestRatio = 80;
    private const long WidestRatio = 191;

    private static readonly TimeSpan ShortestVideo = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestVideo = TimeSpan.FromMinutes(15);
    private static readonly string[] Videos = ["video/mp4", "video/quicktime"];

    public static PostVerdict Check(PostContent content)
    {
        // Whether code points or UTF-16 are meant is not documented; UTF-16 never counts less.
        var length = content.Text.Length;

        return new(
            length,
            LongestCaption,
            [
                .. PostFaults.AtMost("post_too_long", PostFaults.Of(0), LongestCaption, length),
                .. PostFaults.AtMost("hashtags_too_many", PostFaults.Of(0), MostHashtags, Hashtags(content.Text)),
                .. PostFaults.AtMost("mentions_too_many", PostFaults.Of(0), MostMentions, Mentions(content.Text)),
                .. CountFaults(content.Media.Count),
                .. content.Media.SelectMany(MediaFaults),
                .. PostFaults.NotTaken(content, thread: false, article: false, author: false),
            ]
        );
    }

    private static IEnumerable<PostFault> CountFaults(int count) =>
        count == 0 ? [new("media_required", "media")] : PostFaults.AtMost("media_too_many", "media", MostMedia, count);

    private static IEnumerable<PostFault> MediaFaults(PostMedia media, int index) =>
        media.IsVideo ? VideoFaults(media, index)
        : media.Type is "image/jpeg" ? ImageFaults(media, index)
        : [new("media_type_not_taken", PostFaults.Media(index))];

    private static IEnumerable<PostFault> ImageFaults(PostMedia media, int index)
    {
        var member = PostFaults.Media(index);
        IEnumerable<PostFault> faults =
        [
            .. PostFaults.AtMost("media_too_large", member, LargestImage, media.Size),
            .. PostFaults.AtMost(
                "alt_text_too_long",
                PostFaults.Media(index, "altText"),
                LongestAltText,
                media.AltText?.Length ?? 0
            ),
        ];

        return media is { Width: { } width, Height: { } height }
            ? faults.Concat(ShapeFaults(member, width, height))
            : faults;
    }

    private static IEnumerable<PostFault> ShapeFaults(string member, long width, long height)
    {
        if (width < NarrowestImage)
        {
            yield return new("media_too_narrow", member, NarrowestImage, width);
        }
        else if (width > WidestImage)
        {
            yield return new("media_too_wide", member, WidestImage, width);
        }

        if (width * 100 < height * NarrowestRatio)
        {
            yield return new("media_ratio", member, NarrowestRatio, width * 100 / height);
        }
        else if (width * 100 > height * WidestRatio)
        {
            yield return new("media_ratio", member, WidestRatio, ((width * 100) + height - 1) / height);
        }
    }

    private static IEnumerable<PostFault> VideoFaults(PostMedia media, int index)
    {
        if (!Videos.Contains(media.Type))
        {
            return [new("media_type_not_taken", PostFaults.Media(index))];
        }

        return
        [
            .. PostFaults.AtMost("media_too_large", PostFaults.Media(index), LargestVideo, media.Size),
            .. PostFaults.Lasts(media, index, ShortestVideo, LongestVideo),
            .. media.AltText is { Length: > 0 }
                ? [new PostFault("alt_text_not_taken", PostFaults.Media(index, "altText"))]
                : Array.Empty<PostFault>(),
        ];
    }

    /// <summary>They may be glued together.</summary>
    private static int Hashtags(string text) => Tags(text, rune => rune.Value is '#' or '＃', mayFollowWord: true);

    /// <summary>What stands in the middle of a word is an e-mail address.</summary>
    private static int Mentions(string text) => Tags(text, rune => rune.Value is '@' or '＠', mayFollowWord: false);

    private static int Tags(string text, Func<Rune, bool> isSign, bool mayFollowWord)
    {
        var (count, previous, isOpen) = (0, new Rune(' '), false);
        foreach (var rune in text.EnumerateRunes())
        {
            if (isOpen && IsWord(rune))
            {
                count++;
            }

            isOpen = isSign(rune) && (mayFollowWord || !IsWord(previous));
            previous = rune;
        }

        return count;
    }

    private static bool IsWord(Rune rune) =>
        rune.Value is '_'
        || Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
