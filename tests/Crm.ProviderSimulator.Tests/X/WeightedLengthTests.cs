using Crm.ProviderSimulator.X.Posts;

namespace Crm.ProviderSimulator.Tests.X;

/// <summary>Lengths that twitter-text 3.1.0 gives.</summary>
public sealed class WeightedLengthTests
{
    [Theory]
    [InlineData("şğıİçöü", 7)]
    [InlineData("₺", 2)]
    [InlineData("€…•→™", 10)]
    [InlineData("—“”’", 4)]
    [InlineData("s\u0327e\u0301", 2)]
    [InlineData("مرحبا", 5)]
    [InlineData("漢字", 4)]
    [InlineData("Hello, world! 👋", 16)]
    [InlineData("👨‍👩‍👧👍🏽🇹🇷1️⃣❤️", 10)]
    [InlineData("istanbul.com.tr", 23)]
    [InlineData("a.co", 23)]
    [InlineData("(https://example.com/ürün/ş?q=1),", 26)]
    [InlineData("example.com x.com", 47)]
    [InlineData("ürün.com", 24)]
    [InlineData("foo.txt", 7)]
    [InlineData("http://a.b", 10)]
    [InlineData("user@example.com", 16)]
    [InlineData("ftp://example.com", 17)]
    public void Text_is_weighed_as_the_provider_weighs_it(string text, int length) =>
        WeightedLength.Of(text).ShouldBe(length);
}
