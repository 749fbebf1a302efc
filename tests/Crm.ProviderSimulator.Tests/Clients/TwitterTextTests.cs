using System.Text.Json;
using Crm.Infrastructure.Providers.X;
using FsCheck.Fluent;

namespace Crm.ProviderSimulator.Tests.Clients;

/// <summary>What counts a text before X sees it, beside the library by which X counts it.</summary>
public sealed class TwitterTextTests : IClassFixture<ListeningSimulator>
{
    private const int Texts = 8000;

    /// <summary>What two counters would most likely see differently; texts are these glued together.</summary>
    private static readonly string[] Pieces =
    [
        " ",
        "\n",
        "\t",
        "\u00a0",
        "\u3000",
        "a",
        "Z",
        "9",
        "-",
        "_",
        ".",
        "..",
        "/",
        "//",
        ":",
        ":80",
        "@",
        "＠",
        "#",
        "＃",
        "$",
        "?",
        "&",
        "=",
        "(",
        ")",
        "[",
        "]",
        "'",
        "\"",
        "!",
        ",",
        ";",
        "%",
        "+",
        "~",
        "|",
        "*",
        "şğıİçöüŞĞÇÖÜ",
        "I",
        "i\u0307",
        "s\u0327",
        "e\u0301",
        "ﬁ",
        "ß",
        "ſ",
        "\u212a",
        "K",
        "مرحبا",
        "مُحَمَّد",
        "لا",
        "٣",
        "؟",
        "،",
        "\u200f",
        "\u202b",
        "\u2066",
        "\u2069",
        "\u061c",
        "\u200d",
        "\u200c",
        "\u200b",
        "\u2060",
        "\ufe0f",
        "\ufe0e",
        "₺",
        "€",
        "…",
        "•",
        "→",
        "™",
        "©",
        "—",
        "“",
        "”",
        "’",
        "‹",
        "′",
        "‰",
        "°",
        "½",
        "漢字",
        "かな",
        "한국",
        "ﾊﾝｶｸ",
        "。",
        "、",
        "ไทย",
        "हिन्दी",
        "Ελλάδα",
        "Ж",
        "ა",
        "Ა",
        "👋",
        "👍🏽",
        "👨‍👩‍👧‍👦",
        "👩🏿‍🚀",
        "🏳️‍🌈",
        "🇹🇷",
        "🇹",
        "🇸🇦🇹🇷",
        "1️⃣",
        "#⃣",
        "*️⃣",
        "❤",
        "❤️",
        "☺️",
        "☺︎",
        "🥲",
        "🫠",
        "🧑‍💻",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
        "🏿",
        "⌚",
        "ℹ️",
        "🅰️",
        "\ufeff",
        "\ufffe",
        "\uffff",
        "\ufffd",
        "𝕏",
        "𐐀",
        "\u0000",
        "\u007f",
        "\u0085",
        "\u180e",
        "http://",
        "https://",
        "HTTPS://",
        "ftp://",
        "http:/",
        "www.",
        "t.co",
        "https://t.co/",
        "t.co/abc",
        "https://t.co/aBc123?x=1",
        "a.co",
        "istanbul.com.tr",
        "crm.example",
        "foo.txt",
        "a.b",
        "user@example.com",
        "example.com",
        "EXAMPLE.COM",
        "example.COM.TR",
        "ürün.com",
        "пример.рф",
        "例え.テスト",
        "例え.jp",
        "موقع.مصر",
        "foobar.پاکستان",
        "xn--p1ai",
        "xn--e1afmkfd.xn--p1ai",
        "görsel.istanbul",
        "a_b.example.com",
        "a-b.example.com",
        "-a.com",
        "a-.com",
        "example.com-",
        "example.com_",
        "example.comx",
        "example.com9",
        "tk",
        ".tk",
        "com",
        ".com",
        "co.uk",
        "中文网",
        "嘉里大酒店",
        "嘉里",
        "/ş/ürün",
        "/a(b)c",
        "/a(b(c)d)",
        "/(((",
        "/a)",
        "/a,b.",
        "/@user/",
        "?q=ş",
        "?q=1&b=2",
        "?",
        "/?a",
        "#a",
        "/Русские_слова",
        "/ほげ",
        "$THYAO",
        "$A.B",
        "$ABCDEFG",
        " $X_Y.",
        "$100",
        "randomurlrandomurlrandomurlrandomurlrandomurlrandomurlrandomurls.com",
        "https://ああああああああああああああああああああああああああああああああああああああああああああああああああああああああ.com",
    ];

    private readonly ListeningSimulator simulator;

    public TwitterTextTests(ListeningSimulator simulator) => this.simulator = simulator;

    [NodeClientFact]
    public async Task Thousands_of_awkward_texts_are_counted_alike()
    {
        var texts = Gen.Elements(Pieces)
            .ListOf()
            .Select(pieces => string.Concat(pieces))
            .Sample(numberOfSamples: Texts, size: 24)
            .Distinct(StringComparer.Ordinal)
            .ToArray();

        var theirs = await CountAsync(texts);
        texts.Length.ShouldBeGreaterThan(Texts / 2);

        var differences = texts.Zip(theirs).Where(pair => Ours(pair.First) != Read(pair.Second));
        differences
            .Take(5)
            .Select(pair =>
                $"{JsonSerializer.Serialize(pair.First)}\n  ours:   {Ours(pair.First)}\n  theirs: {Read(pair.Second)}"
            )
            .ShouldBeEmpty();
    }

    private async Task<JsonElement[]> CountAsync(string[] texts)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(texts));
            var answer = await NodeClient.RunAsync(simulator, "twitter-text.cjs", new { file });

            return [.. answer.EnumerateArray()];
        }
        finally
        {
            File.Delete(file);
        }
    }

    // A spoiled text is refused whatever its length.
    private static string Ours(string text)
    {
        var read = XText.Read(text);

        return read.HasInvalidCharacter
            ? "invalid"
            : $"{read.Length}, {read.Cashtags}, {string.Join(' ', read.Links.Select(link => $"{link.Start}:{link.Text}"))}";
    }

    private static string Read(JsonElement theirs) =>
        theirs.GetProperty("invalid").GetBoolean()
            ? "invalid"
            : $"{theirs.GetProperty("length")}, {theirs.GetProperty("cashtags")}, {string.Join(' ', theirs.GetProperty("links").EnumerateArray().Select(link => $"{link.GetProperty("start")}:{link.GetProperty("text")}"))}";
}
