using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Crm.WebApi.Languages;

namespace Crm.WebApi.Errors;

/// <summary>The words of every problem code in every language, from Texts/*.json.</summary>
internal static class ProblemTexts
{
    private static readonly FrozenDictionary<string, FrozenDictionary<string, ProblemText>> ByLanguage =
        RequestLanguage.All.ToFrozenDictionary(language => language, Read, StringComparer.Ordinal);

    public static ProblemText Find(string language, string code) => ByLanguage[language][code];

    public static IEnumerable<string> Codes(string language) => ByLanguage[language].Keys;

    /// <summary>Puts values into the {named} places; a place without a value vanishes.</summary>
    public static string Fill(string text, IReadOnlyList<(string Name, object? Value)> values)
    {
        if (!text.Contains('{', StringComparison.Ordinal))
        {
            return text;
        }

        foreach (var (name, value) in values)
        {
            text = text.Replace($"{{{name}}}", Format(value), StringComparison.Ordinal);
        }

        return Places.Replace(text, "").Trim();
    }

    private static Regex Places { get; } = new(@"\{[a-zA-Z]+\}", RegexOptions.None, TimeSpan.FromMilliseconds(100));

    private static string Format(object? value) =>
        value switch
        {
            TimeSpan time => Math.Ceiling(time.TotalSeconds).ToString(CultureInfo.InvariantCulture),
            IEnumerable<string> names => string.Join(", ", names),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };

    private static FrozenDictionary<string, ProblemText> Read(string language)
    {
        var name = $"Crm.WebApi.Errors.Texts.{language}.json";
        using var stream =
            typeof(ProblemTexts).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded.");

        return JsonSerializer
            .Deserialize<Dictionary<string, ProblemText>>(stream, JsonSerializerOptions.Web)!
            .ToFrozenDictionary(StringComparer.Ordinal);
    }
}

internal sealed record ProblemText(string Title, string Detail);
