using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Instagram;
using Shouldly;
using Xunit;

namespace Crm.Infrastructure.Tests.Providers.Instagram;

/// <summary>instagram §4.</summary>
public sealed class InstagramRulesTests
{
    private const long Mebibyte = 1024 * 1024;

    public static TheoryData<string, PostContent, string[]> Refused { get; } =
        new()
        {
            { "no text-only posts", Posts.Of("Günaydın"), ["media media_required"] },
            { "caption: 2,200", Posts.Of(new('ş', 2201), Posts.Image()), ["text post_too_long 2201 of 2200"] },
            {
                "caption: the stricter of units and code points",
                Posts.Of(string.Concat(Enumerable.Repeat("👋", 1101)), Posts.Image()),
                ["text post_too_long 2202 of 2200"]
            },
            {
                "caption: 30 hashtags",
                Posts.Of(string.Concat(Enumerable.Repeat("#قهوة ", 31)), Posts.Image()),
                ["text hashtags_too_many 31 of 30"]
            },
            {
                "caption: hashtags glued together",
                Posts.Of(string.Concat(Enumerable.Repeat("#a", 31)), Posts.Image()),
                ["text hashtags_too_many 31 of 30"]
            },
            {
                "caption: 20 mentions",
                Posts.Of(string.Concat(Enumerable.Repeat("@ayse ", 21)), Posts.Image()),
                ["text mentions_too_many 21 of 20"]
            },
            { "children: 2-10", Posts.Of("", Posts.Many(11, Posts.Image())), ["media media_too_many 11 of 10"] },
            { "image_url: JPEG only", Posts.Of("", Posts.Image("image/png")), ["media[0] media_type_not_taken"] },
            {
                "image_url: 8 MB",
                Posts.Of("", Posts.Image(size: (8 * Mebibyte) + 1)),
                ["media[0] media_too_large 8388609 of 8388608"]
            },
            {
                "image_url: 4:5",
                Posts.Of("", Posts.Image(width: 1080, height: 1351)),
                ["media[0] media_ratio 79 of 80"]
            },
            {
                "image_url: 1.91:1",
                Posts.Of("", Posts.Image(width: 1080, height: 565)),
                ["media[0] media_ratio 192 of 191"]
            },
            {
                "image_url: from 320 pixels",
                Posts.Of("", Posts.Image(width: 319, height: 319)),
                ["media[0] media_too_narrow 319 of 320"]
            },
            {
                "image_url: to 1440 pixels",
                Posts.Of("", Posts.Image(width: 1441, height: 1441)),
                ["media[0] media_too_wide 1441 of 1440"]
            },
            { "video_url: MP4/MOV", Posts.Of("", Posts.Video(type: "video/webm")), ["media[0] media_type_not_taken"] },
            { "video_url: 3 s", Posts.Of("", Posts.Video(2.9)), ["media[0] video_too_short 2900 of 3000"] },
            { "video_url: 15 min", Posts.Of("", Posts.Video(900.1)), ["media[0] video_too_long 901 of 900"] },
            {
                "video_url: 300 MB",
                Posts.Of("", Posts.Video(size: (300 * Mebibyte) + 1)),
                ["media[0] media_too_large 314572801 of 314572800"]
            },
            {
                "alt_text: 1,000",
                Posts.Of("", Posts.Image() with { AltText = new('a', 1001) }),
                ["media[0].altText alt_text_too_long 1001 of 1000"]
            },
            {
                "alt_text: images only",
                Posts.Of("", Posts.Video() with { AltText = "film" }),
                ["media[0].altText alt_text_not_taken"]
            },
            {
                "no threads, articles, authors",
                Posts.Of("", Posts.Image()) with
                {
                    Thread = ["b"],
                    Article = new(new("https://example.com/"), Title: null, Description: null),
                    Author = "somebody",
                },
                ["thread thread_not_taken", "article article_not_taken", "author author_not_taken"]
            },
        };

    public static TheoryData<string, PostContent> Taken { get; } =
        new()
        {
            { "caption: none", Posts.Of("", Posts.Image()) },
            { "caption: 2,200", Posts.Of(new('ş', 2200), Posts.Image(size: 8 * Mebibyte)) },
            {
                "caption: 30 hashtags, 20 mentions; an address and a lone # are none",
                Posts.Of(
                    string.Concat(Enumerable.Repeat("#a ", 30).Concat(Enumerable.Repeat("@b ", 20)))
                        + "bilgi@example.com # @ C#",
                    Posts.Image()
                )
            },
            { "image_url: 4:5", Posts.Of("", Posts.Image(width: 1080, height: 1350)) },
            { "image_url: 1.91:1", Posts.Of("", Posts.Image(width: 1080, height: 566)) },
            { "image_url: sizes", Posts.Of("", Posts.Image(width: 320, height: 320), Posts.Image(width: 1440)) },
            { "video_url", Posts.Of("", Posts.Video(3, "video/quicktime", 300 * Mebibyte), Posts.Video(900)) },
            { "children: pictures and videos", Posts.Of("", [.. Posts.Many(9, Posts.Image()), Posts.Video()]) },
        };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_instagram_refuses_is_told_before(string source, PostContent content, string[] faults) =>
        InstagramRules.Check(content).Faults().ShouldBe(faults, source);

    [Theory]
    [MemberData(nameof(Taken))]
    public void What_instagram_takes_is_taken(string source, PostContent content) =>
        InstagramRules.Check(content).Faults().ShouldBeEmpty(source);
}
