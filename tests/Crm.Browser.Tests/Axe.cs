namespace Crm.Browser.Tests;

/// <summary>The accessibility rules of npm axe-core, which the app's packages bring.</summary>
internal static class Axe
{
    private static readonly Lazy<string> Text = new(() =>
        File.ReadAllText(Path.Combine(Prerequisites.Root, "src", "Crm.Spa", "node_modules", "axe-core", "axe.min.js"))
    );

    public static string Script => Text.Value;
}
