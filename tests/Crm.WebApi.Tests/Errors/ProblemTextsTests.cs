using System.Text.RegularExpressions;
using Crm.WebApi.Errors;
using Crm.WebApi.Languages;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Errors;

public sealed partial class ProblemTextsTests
{
    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_code_has_its_words(string language) =>
        ProblemTexts.Codes(language).ShouldBe(ProblemCatalog.Statuses.Keys, ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_fault_of_a_member_has_its_words(string language) =>
        MemberTexts.Keys(language).ShouldBe(MemberTexts.Keys("en"), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Languages))]
    public void The_places_are_the_same_in_every_language(string language)
    {
        foreach (var code in ProblemCatalog.Statuses.Keys)
        {
            Names(ProblemTexts.Find(language, code).Detail)
                .ShouldBe(Names(ProblemTexts.Find("en", code).Detail), ignoreOrder: true, code);
        }
    }

    [Fact]
    public void The_documentation_has_a_row_for_every_code_with_its_status()
    {
        var rows = Rows()
            .Matches(File.ReadAllText(Path.Combine(RepositoryRoot(), "docs", "problems.md")))
            .ToDictionary(row => row.Groups["code"].Value, row => row.Groups["status"].Value, StringComparer.Ordinal);

        rows.Keys.ShouldBe(ProblemCatalog.Statuses.Keys, ignoreOrder: true);
        foreach (var (code, status) in ProblemCatalog.Statuses)
        {
            rows[code].ShouldBe($"{status}", code);
        }
    }

    [Fact]
    public void A_place_without_a_value_vanishes() =>
        ProblemTexts.Fill("{platform} refused. {reason}", [("platform", "TikTok")]).ShouldBe("TikTok refused.");

    [Fact]
    public void A_value_that_looks_like_a_place_is_left_alone() =>
        ProblemTexts.Fill("{a} {b}", [("a", "{b}"), ("b", "x")]).ShouldBe("{b} x");

    [Fact]
    public void The_turkish_words_of_the_source_document_are_used()
    {
        ProblemTexts.Find("tr", "integration_not_configured").Title.ShouldBe("Entegrasyon yapılmamış");
        ProblemTexts.Find("tr", "credentials_incomplete").Title.ShouldBe("API bilgileri eksik");
        ProblemTexts.Find("en", "authentication_failed").Title.ShouldBe("Authentication failed");
        ProblemTexts.Find("en", "rate_limited_by_provider").Title.ShouldBe("Rate limit exceeded");
    }

    public static TheoryData<string> Languages() => [.. RequestLanguage.All];

    private static IEnumerable<string> Names(string text) => Places().Matches(text).Select(place => place.Value);

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Crm.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"\{\w+\}", RegexOptions.None, 100)]
    private static partial Regex Places();

    [GeneratedRegex(
        @"^\| `(?<code>[a-z_]+)` \| (?<status>\d{3}) \|",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        100
    )]
    private static partial Regex Rows();
}
