using System.Text.Json;
using Shouldly;

namespace Crm.WebApi.Tests.Examples;

/// <summary>Compares an answer with the one that a document shows.</summary>
internal static class DocumentedAnswers
{
    /// <summary>The same members, each of the same kind; the values are examples.</summary>
    public static void ShouldLookLike(this JsonElement answer, string documented)
    {
        Kinds(answer).ShouldBe(Kinds(Read(documented)), ignoreOrder: true);
    }

    /// <summary>Every member that is shown, with the value that is shown; there may be more.</summary>
    public static void ShouldSay(this JsonElement answer, string documented)
    {
        foreach (var member in Read(documented).EnumerateObject())
        {
            answer.GetProperty(member.Name).GetRawText().ShouldBe(member.Value.GetRawText(), member.Name);
        }
    }

    private static JsonElement Read(string documented) =>
        JsonSerializer.Deserialize<JsonElement>(Fixture.Read(documented));

    private static IEnumerable<string> Kinds(JsonElement answer) =>
        answer.EnumerateObject().Select(member => $"{member.Name}: {Kind(member.Value)}");

    private static string Kind(JsonElement value) =>
        value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out _) ? "integer" : $"{value.ValueKind}";
}
