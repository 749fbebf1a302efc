namespace Crm.Browser.Tests;

/// <summary>What the tests need of the machine beside .NET.</summary>
internal static class Prerequisites
{
    private static readonly string[] Places =
    [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ];

    public static string? Chromium { get; } = Places.FirstOrDefault(File.Exists);

    public static string Root { get; } = FindRoot();

    public static string BuiltApp { get; } = Path.Combine(Root, "src", "Crm.Spa", "dist");

    public static string? Missing { get; } =
        Chromium is null ? "Not run: Chromium is not installed."
        : !File.Exists(Path.Combine(BuiltApp, "index.html")) ? "Not run: the app is not built (build/app.sh)."
        : null;

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Crm.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run inside the repository.");
    }
}
