namespace Crm.WebApi.Tests.Examples;

/// <summary>What the source documents show as an example, word by word; named as <c>document/example.language</c>.</summary>
internal static class Fixture
{
    private static readonly string Folder = Path.Combine(
        Repository.Root,
        "tests",
        "Crm.WebApi.Tests",
        "Examples",
        "Fixtures"
    );

    public static IEnumerable<string> All =>
        Directory
            .EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'));

    public static string Read(string name) => File.ReadAllText(Path.Combine(Folder, name));
}
