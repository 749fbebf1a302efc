using System.Diagnostics;
using Crm.Infrastructure.Providers.X;
using Shouldly;
using Xunit;

namespace Crm.Infrastructure.Tests.Providers.X;

/// <summary>The lengths of x §6.</summary>
public sealed class XTextTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("şğıİçöü", 7)]
    [InlineData("s\u0327e\u0301", 2)]
    [InlineData("مُحَمَّد", 8)]
    [InlineData("₺", 2)]
    [InlineData("€…•→™", 10)]
    [InlineData("—“”’", 4)]
    [InlineData("漢字", 4)]
    [InlineData("Hello, world! 👋", 16)]
    [InlineData("👨‍👩‍👧👍🏽🇹🇷1️⃣❤️", 10)]
    [InlineData("istanbul.com.tr", 23)]
    [InlineData("a.co", 23)]
    [InlineData("(https://example.com/ürün/ş?q=1),", 26)]
    [InlineData("https://example.com/Русские_слова", 23)]
    [InlineData("example.com x.com", 47)]
    [InlineData("https://ürün.com", 23)]
    [InlineData("ürün.com", 24)]
    [InlineData("https://例え.テスト.com", 23)]
    [InlineData("foo.txt", 7)]
    [InlineData("http://a.b", 10)]
    [InlineData("user@example.com", 16)]
    [InlineData("ftp://example.com", 17)]
    public void A_text_is_as_long_as_x_counts_it(string text, int length) => XText.Read(text).Length.ShouldBe(length);

    [Theory]
    [InlineData("漢", 140, true)]
    [InlineData("漢", 141, false)]
    [InlineData("ş", 280, true)]
    [InlineData("ş", 281, false)]
    [InlineData("👍🏽", 140, true)]
    [InlineData("👍🏽", 141, false)]
    public void So_many_fit_and_one_more_does_not(string one, int times, bool fits) =>
        (XText.Read(string.Concat(Enumerable.Repeat(one, times))).Length <= XText.Longest).ShouldBe(fits);

    [Theory]
    [InlineData("a\uFEFFb")]
    [InlineData("a\uFFFE")]
    [InlineData("\uFFFFa")]
    public void Characters_that_spoil_a_text_are_told(string text) =>
        XText.Read(text).HasInvalidCharacter.ShouldBeTrue();

    [Theory]
    [InlineData("a")]
    [InlineData("a.")]
    [InlineData("a-")]
    [InlineData("a.com/(((")]
    [InlineData("a.com/a( ")]
    [InlineData("ş.")]
    [InlineData("👨‍👩‍👧.")]
    public void A_text_made_to_be_hard_to_read_is_too_long_at_once(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 19_000 / piece.Length)) + ".";
        var started = Stopwatch.GetTimestamp();

        var read = XText.Read(text);

        read.Length.ShouldBeGreaterThan(XText.Longest);
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(3));
    }
}
