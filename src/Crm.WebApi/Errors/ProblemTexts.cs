using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Crm.Domain.Common;
using Crm.WebApi.Languages;

namespace Crm.WebApi.Errors;

/// <summary>The words of every problem code in every language, from Texts/*.json.</summary>
internal static class ProblemTexts
{
    private static readonly FrozenDictionary<string, FrozenDictionary<string, ProblemText>> ByLanguage =
        RequestLanguage.All.ToFrozenDictionary(
            language => language,
            language => Read<ProblemText>($"Texts.{language}"),
            StringComparer.Ordinal
        );

    private static readonly Regex Places = new(
        @"\{[a-zA-Z]+\}",
        RegexOptions.ExplicitCapture,
        TimeSpan.FromMilliseconds(PatternPatience.Milliseconds)
    );

    public static ProblemText Find(string language, string code) => ByLanguage[language][code];

    public static IEnumerable<string> Codes(string language) => ByLanguage[language].Keys;

    /// <summary>Puts values into the {named} places; a place without a value vanishes.</summary>
    public static string Fill(string text, IReadOnlyList<(string Name, object? Value)> values) =>
        text.Contains('{', StringComparison.Ordinal)
            ? Places.Replace(text, place => Format(Named(place.Value[1..^1], values))).Trim()
            : text;

    public static FrozenDictionary<string, T> Read<T>(string name)
    {
        using var stream =
            typeof(ProblemTexts).Assembly.GetManifestResourceStream($"Crm.WebApi.Errors.{name}.json")
            ?? throw new InvalidOperationException($"{name} is not embedded.");

        return JsonSerializer
            .Deserialize<Dictionary<string, T>>(stream, JsonSerializerOptions.Web)!
            .ToFrozenDictionary(StringComparer.Ordinal);
    }

    // Whoever throws knows a platform by its key, which nobody else has seen.
    private static object? Named(string name, IReadOnlyList<(string Name, object? Value)> values) =>
        (name, Value(values, name)) switch
        {
            ("platform", string platform) => PlatformNames.Of(platform),
            ("platform", IEnumerable<string> platforms) => platforms.Select(PlatformNames.Of),
            (_, var value) => value,
        };

    private static object? Value(IReadOnlyList<(string Name, object? Value)> values, string name) =>
        values.FirstOrDefault(value => value.Name == name).Value;

    private static string Format(object? value) =>
        value switch
        {
            TimeSpan time => Math.Ceiling(time.TotalSeconds).ToString(CultureInfo.InvariantCulture),
            IEnumerable<string> names => string.Join(", ", names),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };
}

internal sealed record ProblemText(string Title, string Detail);
