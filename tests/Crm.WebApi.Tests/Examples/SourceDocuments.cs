using Xunit;

namespace Crm.WebApi.Tests.Examples;

/// <summary>The documents that the examples were taken from; they lie beside the repository, not in it.</summary>
internal static class SourceDocuments
{
    private static readonly string Folder = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "seeds"));

    public static bool AreAtHand => Directory.Exists(Folder) && Directory.EnumerateFiles(Folder, "002_*.txt").Any();

    /// <summary>The one whose name begins with this number.</summary>
    public static string[] Lines(string number) =>
        File.ReadAllLines(Directory.EnumerateFiles(Folder, $"{number}_*.txt").Single());
}

/// <summary>Skipped, and reported so, where the source documents are not at hand.</summary>
internal sealed class SourceDocumentsTheoryAttribute : TheoryAttribute
{
    public SourceDocumentsTheoryAttribute()
    {
        if (!SourceDocuments.AreAtHand)
        {
            Skip = "Not compared: the source documents are not beside the repository, in ../shared/seeds.";
        }
    }
}
