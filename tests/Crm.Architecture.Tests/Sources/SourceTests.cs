using System.Runtime.CompilerServices;
using Shouldly;
using Xunit;

namespace Crm.Architecture.Tests.Sources;

/// <summary>What the eye would check in the sources: sizes, folder names, and where a provider may be named.</summary>
public sealed class SourceTests
{
    private const int MostLines = 300;
    private const int MostFiles = 20;

    private static readonly string[] FolderNamesWithoutMeaning =
    [
        "Helpers",
        "Utils",
        "Services",
        "Managers",
        "Interfaces",
        "Dtos",
        "Constants",
        "Extensions",
        "Commands",
        "Queries",
    ];

    private static readonly string[] ProviderNames =
    [
        "tiktok",
        "linkedin",
        "instagram",
        "whatsapp",
        "twitter",
        "beyondvisit",
        "googleads",
        "facebook",
    ];

    /// <summary>Where the contract itself names a platform in a route.</summary>
    private static readonly string[] MayNameProviders =
    [
        "src/Crm.Infrastructure/Providers/",
        "src/Crm.Infrastructure/Demo/",
        // A channel of the consent ledger bears the name of the only platform that it has.
        "src/Crm.Domain/Leads/ConsentChannel.cs",
    ];

    private static readonly string[] SourceFolders = ["src", "tests"];

    private static readonly string Root = FindRoot();

    [Fact]
    public void No_file_is_longer_than_a_reader_can_hold() =>
        Sources("*.cs").Where(file => File.ReadLines(file).Count() > MostLines).Select(Relative).ShouldBeEmpty();

    [Fact]
    public void No_folder_holds_more_than_twenty_files() =>
        Sources("*.cs")
            .GroupBy(file => Path.GetDirectoryName(file)!, StringComparer.Ordinal)
            .Where(folder => folder.Count() > MostFiles)
            .Select(folder => $"{Relative(folder.Key)}: {folder.Count()}")
            .ShouldBeEmpty();

    [Fact]
    public void Folders_are_named_after_the_domain() =>
        Sources("*.cs")
            .SelectMany(file => Relative(file).Split('/')[..^1])
            .Intersect(FolderNamesWithoutMeaning, StringComparer.OrdinalIgnoreCase)
            .ShouldBeEmpty();

    [Fact]
    public void A_provider_is_named_in_its_own_folder_alone() =>
        Sources("*.cs")
            .Where(file => Relative(file).StartsWith("src/", StringComparison.Ordinal))
            .Where(file => !MayNameProviders.Any(place => Relative(file).StartsWith(place, StringComparison.Ordinal)))
            .SelectMany(file =>
                File.ReadLines(file)
                    .Where(line => !IsCommentOrRoute(line))
                    .Where(line => ProviderNames.Any(name => line.Contains(name, StringComparison.OrdinalIgnoreCase)))
                    .Select(line => $"{Relative(file)}: {line.Trim()}")
            )
            .ShouldBeEmpty();

    private static bool IsCommentOrRoute(string line) =>
        line.TrimStart().StartsWith("//", StringComparison.Ordinal)
        || line.Contains("AddTikTok", StringComparison.Ordinal)
        || line.Contains("using Crm.Infrastructure.Providers.", StringComparison.Ordinal)
        || line.Contains("tiktok-profile", StringComparison.Ordinal)
        || line.Contains("tiktok-videos", StringComparison.Ordinal)
        || line.Contains("beyondvisit/login-link", StringComparison.Ordinal);

    private static IEnumerable<string> Sources(string pattern) =>
        SourceFolders
            .SelectMany(folder =>
                Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            )
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal));

    private static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static string FindRoot([CallerFilePath] string self = "")
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(self)!);
        while (!File.Exists(Path.Combine(folder.FullName, "Crm.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
