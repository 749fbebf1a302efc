using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.X;
using Shouldly;
using Xunit;

namespace Crm.Infrastructure.Tests.Providers.X;

/// <summary>x §5 (media), §6 (text) and §8 (cost).</summary>
public sealed class XRulesTests
{
    private const long Mebibyte = 1024 * 1024;

    public static TheoryData<string, PostContent, string[]> Refused { get; } =
        new()
        {
            { "§6: 280", Posts.Of(new('ş', 281)), ["text post_too_long 281 of 280"] },
            { "§6: empty", Posts.Of("  "), ["text post_empty"] },
            { "§6: U+FEFF", Posts.Of("a\uFEFF"), ["text post_character_not_taken"] },
            { "§5: one cashtag", Posts.Of("$THYAO ve $ASELS"), ["text cashtags_too_many 2 of 1"] },
            {
                "§6: of a thread's part",
                Posts.Of("bir") with
                {
                    Thread = ["iki", new('₺', 141)],
                },
                ["thread[1] post_too_long 282 of 280"]
            },
            {
                "§6: empty part",
                Posts.Of("bir", Posts.Image()) with
                {
                    Thread = [""],
                },
                ["thread[0] thread_part_empty"]
            },
            { "§5: 4 images", Posts.Of("a", Posts.Many(5, Posts.Image())), ["media media_too_many 5 of 4"] },
            { "§5: 1 GIF", Posts.Of("a", Posts.Image("image/gif"), Posts.Image()), ["media media_alone 2 of 1"] },
            { "§5: 1 video", Posts.Of("a", Posts.Video(), Posts.Video()), ["media media_alone 2 of 1"] },
            {
                "§5: image 5 MB",
                Posts.Of("a", Posts.Image(size: (5 * Mebibyte) + 1)),
                ["media[0] media_too_large 5242881 of 5242880"]
            },
            {
                "§5: GIF 15 MB",
                Posts.Of("a", Posts.Image("image/gif", (15 * Mebibyte) + 1)),
                ["media[0] media_too_large 15728641 of 15728640"]
            },
            {
                "§5: video 512 MB",
                Posts.Of("a", Posts.Video(size: (512 * Mebibyte) + 1)),
                ["media[0] media_too_large 536870913 of 536870912"]
            },
            { "§5: 0.5 s", Posts.Of("a", Posts.Video(0.4)), ["media[0] video_too_short 400 of 500"] },
            { "§5: 140 s", Posts.Of("a", Posts.Video(140.5)), ["media[0] video_too_long 141 of 140"] },
            { "§5: jpg/png/gif/webp", Posts.Of("a", Posts.Image("image/heic")), ["media[0] media_type_not_taken"] },
            {
                "§5: no alt text beyond 1000",
                Posts.Of("a", Posts.Image() with { AltText = new('a', 1001) }),
                ["media[0].altText alt_text_too_long 1001 of 1000"]
            },
            {
                "§5: no article, no author",
                Posts.Of("a") with
                {
                    Article = new(new("https://example.com/"), Title: null, Description: null),
                    Author = "urn:li:organization:1",
                },
                ["article article_not_taken", "author author_not_taken"]
            },
        };

    public static TheoryData<string, PostContent> Taken { get; } =
        new()
        {
            { "§6", Posts.Of(new('ş', 280)) },
            { "§5: text is not required beside media", Posts.Of("", Posts.Image()) },
            { "§5: 4 images", Posts.Of("a", Posts.Many(4, Posts.Image(size: 5 * Mebibyte))) },
            { "§5: 1 GIF", Posts.Of("a", Posts.Image("image/gif", 15 * Mebibyte)) },
            { "§5: 1 video", Posts.Of("a", Posts.Video(140, size: 512 * Mebibyte)) },
            { "§5: as short", Posts.Of("a", Posts.Video(0.5, "video/quicktime")) },
            { "§5: one cashtag, and money is none", Posts.Of("$THYAO $100 5$") },
            { "§6: a thread", Posts.Of(new('a', 280)) with { Thread = [new('b', 280), new('漢', 140)] } },
        };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_x_refuses_is_told_before(string source, PostContent content, string[] faults) =>
        XRules.Check(content).Faults().ShouldBe(faults, source);

    [Theory]
    [MemberData(nameof(Taken))]
    public void What_x_takes_is_taken(string source, PostContent content) =>
        XRules.Check(content).Faults().ShouldBeEmpty(source);

    [Fact]
    public void The_length_told_is_that_of_the_longest_part()
    {
        var verdict = XRules.Check(Posts.Of("bir") with { Thread = ["istanbul.com.tr", "üç"] });

        (verdict.Length, verdict.LongestLength).ShouldBe((23, 280));
    }

    [Fact]
    public void A_link_is_dearer_and_the_person_is_told_in_which_part() =>
        XRules
            .Check(Posts.Of("bir") with { Thread = ["bak: a.co"] })
            .Warnings.Select(Posts.Read)
            .ShouldBe(["thread[0] post_with_link_costs_more"]);
}
