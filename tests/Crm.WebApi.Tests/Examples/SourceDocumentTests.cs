using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Examples;

public sealed class SourceDocumentTests
{
    public static TheoryData<string> Examples => new(Fixture.All);

    [SourceDocumentsTheory]
    [MemberData(nameof(Examples))]
    public void An_example_is_the_documents_own_word_by_word(string example)
    {
        var document = SourceDocuments.Lines(example.StartsWith("sign-in/", StringComparison.Ordinal) ? "002" : "003");

        var lines = Fixture.Read(example).TrimEnd('\n').Split('\n');

        Enumerable
            .Range(0, document.Length)
            .ShouldContain(start => document.Skip(start).Take(lines.Length).SequenceEqual(lines));
    }

    [Fact]
    public void Every_language_of_the_documents_is_there() =>
        Fixture
            .All.Select(Path.GetExtension)
            .Distinct(StringComparer.Ordinal)
            .ShouldBe([".http", ".js", ".json", ".php", ".py", ".sh"], ignoreOrder: true);
}
