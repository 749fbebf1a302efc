using System.Text.Json;
using Crm.Infrastructure.Providers.X;
using Shouldly;
using Xunit;

namespace Crm.Infrastructure.Tests.Providers.X;

/// <summary>The tests that the platform publishes for whoever counts its texts (conformance.json names where they are from).</summary>
public sealed class XConformanceTests
{
    private static readonly Published Tests = Read();

    [Fact]
    public void Texts_weigh_as_published() =>
        Tests.Weights.ShouldAllBe(test =>
            XText.Read(test.Text).Length == test.Length && IsValid(test.Text) == test.Valid
        );

    [Fact]
    public void Links_are_found_as_published()
    {
        foreach (var test in Tests.Links)
        {
            XText.Read(test.Text).Links.Select(link => link.Text).ShouldBe(test.Links, test.Text);
        }
    }

    [Fact]
    public void Links_are_found_where_published()
    {
        foreach (var test in Tests.LinkPlaces)
        {
            // The published places count whole characters, ours UTF-16.
            XText
                .Read(test.Text)
                .Links.Select(link => new LinkPlace(
                    link.Text,
                    Characters(test.Text[..link.Start]),
                    Characters(test.Text[..(link.Start + link.Text.Length)])
                ))
                .ShouldBe(test.Links, test.Text);
        }
    }

    [Fact]
    public void Cashtags_are_counted_as_published()
    {
        foreach (var test in Tests.Cashtags)
        {
            XText.Read(test.Text).Cashtags.ShouldBe(test.Cashtags.Count, test.Text);
        }
    }

    private static bool IsValid(string text) =>
        XText.Read(text) is { Length: > 0 and <= XText.Longest, HasInvalidCharacter: false };

    private static int Characters(string text) => text.EnumerateRunes().Count();

    private static Published Read()
    {
        using var file = typeof(XConformanceTests).Assembly.GetManifestResourceStream(
            typeof(XConformanceTests),
            "conformance.json"
        )!;

        return JsonSerializer.Deserialize<Published>(file, JsonSerializerOptions.Web)!;
    }

    private sealed record Published(
        IReadOnlyList<WeightTest> Weights,
        IReadOnlyList<LinkTest> Links,
        IReadOnlyList<LinkPlaceTest> LinkPlaces,
        IReadOnlyList<CashtagTest> Cashtags
    );

    private sealed record WeightTest(string Text, int Length, bool Valid);

    private sealed record LinkTest(string Text, IReadOnlyList<string> Links);

    private sealed record LinkPlaceTest(string Text, IReadOnlyList<LinkPlace> Links);

    private sealed record LinkPlace(string Link, int From, int To);

    private sealed record CashtagTest(string Text, IReadOnlyList<string> Cashtags);
}
