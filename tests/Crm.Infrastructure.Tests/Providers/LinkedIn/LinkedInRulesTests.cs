using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.LinkedIn;
using Shouldly;
using Xunit;

namespace Crm.Infrastructure.Tests.Providers.LinkedIn;

/// <summary>linkedin §5.</summary>
public sealed class LinkedInRulesTests
{
    private static readonly PostArticle Article = new(new("https://example.com/"), "Başlık", Description: null);

    public static TheoryData<string, PostContent, string[]> Refused { get; } =
        new()
        {
            { "commentary: 3,000", Posts.Of(new('ş', 3001)), ["text post_too_long 3001 of 3000"] },
            {
                "commentary: an emoji of two units counts two, the stricter reading",
                Posts.Of(string.Concat(Enumerable.Repeat("👋", 1501))),
                ["text post_too_long 3002 of 3000"]
            },
            { "nothing at all", Posts.Of(""), ["text post_empty"] },
            { "images: 2-20", Posts.Of("a", Posts.Many(21, Posts.Image())), ["media media_too_many 21 of 20"] },
            {
                "images: 36,152,320 pixels",
                Posts.Of("a", Posts.Image(width: 6013, height: 6013)),
                ["media[0] media_too_many_pixels 36156169 of 36152320"]
            },
            { "images: JPG/PNG/GIF", Posts.Of("a", Posts.Image("image/webp")), ["media[0] media_type_not_taken"] },
            { "no video yet", Posts.Of("a", Posts.Video()), ["media[0] media_type_not_taken"] },
            {
                "media.altText: 4086",
                Posts.Of("a", Posts.Image() with { AltText = new('a', 4087) }),
                ["media[0].altText alt_text_too_long 4087 of 4086"]
            },
            {
                "content: one of them",
                Posts.Of("a", Posts.Image()) with
                {
                    Article = Article,
                },
                ["article media_or_article"]
            },
            { "author", Posts.Of("a") with { Author = "urn:li:organization:acme" }, ["author author_unreadable"] },
            { "author", Posts.Of("a") with { Author = "urn:li:person:demoAyse01" }, ["author author_unreadable"] },
            { "no threads", Posts.Of("a") with { Thread = ["b"] }, ["thread thread_not_taken"] },
        };

    public static TheoryData<string, PostContent> Taken { get; } =
        new()
        {
            { "commentary: 3,000", Posts.Of(new('ş', 3000)) },
            { "commentary: escapes are not counted", Posts.Of(new('(', 3000)) },
            { "images: 20", Posts.Of("a", Posts.Many(20, Posts.Image("image/gif"))) },
            { "images: pixels", Posts.Of("", Posts.Image("image/png", width: 6012, height: 6012)) },
            { "article alone", Posts.Of("") with { Article = Article } },
            { "author", Posts.Of("a") with { Author = "urn:li:organization:5000001" } },
        };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_linkedin_refuses_is_told_before(string source, PostContent content, string[] faults) =>
        LinkedInRules.Check(content).Faults().ShouldBe(faults, source);

    [Theory]
    [MemberData(nameof(Taken))]
    public void What_linkedin_takes_is_taken(string source, PostContent content) =>
        LinkedInRules.Check(content).Faults().ShouldBeEmpty(source);

    [Theory]
    [InlineData(@"\", @"\\")]
    [InlineData(@"|{}@[]()<>#*_~", @"\|\{\}\@\[\]\(\)\<\>\#\*\_\~")]
    [InlineData("düz metin, 100% ₺ & \"tırnak\" 👋", "düz metin, 100% ₺ & \"tırnak\" 👋")]
    public void Every_reserved_character_is_escaped_once(string text, string escaped) =>
        LittleText.Escape(text).ShouldBe(escaped);
}
