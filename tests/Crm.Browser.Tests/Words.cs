using System.Text.Json;

namespace Crm.Browser.Tests;

/// <summary>The app's own texts, so that a journey is told once for every language.</summary>
public static class Words
{
    /// <param name="key"><c>namespace:path.of.key</c></param>
    /// <param name="gaps">What stands in the text's gaps.</param>
    public static string Of(string language, string key, params (string Gap, string Value)[] gaps)
    {
        var parts = key.Split(':');
        var file = Path.Combine(Prerequisites.Root, "src", "Crm.Spa", "src", "i18n", language, $"{parts[0]}.json");
        using var texts = JsonDocument.Parse(File.ReadAllText(file));
        var text = texts.RootElement;
        foreach (var name in parts[1].Split('.'))
        {
            text = text.GetProperty(name);
        }

        return gaps.Aggregate(
            text.GetString()!,
            (filled, gap) => filled.Replace($"{{{gap.Gap}}}", gap.Value, StringComparison.Ordinal)
        );
    }
}
