namespace Crm.WebApi.Tests;

/// <summary>The folder that holds the solution.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Crm.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("These tests run from artifacts/bin.");
        }

        return folder.FullName;
    }
}
