using System.Collections.Frozen;
using Crm.WebApi.Languages;
using FluentValidation.Resources;

namespace Crm.WebApi.Errors;

/// <summary>
/// What can be wrong with one member, from Texts/Members/*.json. A validator of ours says these words in every language
/// when its rule carries the key: <c>WithErrorCode("cursor")</c>.
/// </summary>
internal sealed class MemberTexts : LanguageManager
{
    private static readonly FrozenDictionary<string, FrozenDictionary<string, string>> ByLanguage =
        RequestLanguage.All.ToFrozenDictionary(
            language => language,
            language => ProblemTexts.Read<string>($"Texts.Members.{language}"),
            StringComparer.Ordinal
        );

    public MemberTexts()
    {
        foreach (var (language, texts) in ByLanguage)
        {
            foreach (var (key, text) in texts)
            {
                AddTranslation(language, key, text);
            }
        }
    }

    public static string Say(string key, params (string Name, object? Value)[] values) =>
        ProblemTexts.Fill(ByLanguage[RequestLanguage.Current][key], values);

    public static bool Knows(string? key) => key is not null && ByLanguage["en"].ContainsKey(key);

    /// <summary>A reason of ours in the caller's language; a provider's own words as they are.</summary>
    public static string? OfReason(string? reason) => Knows(reason) ? Say(reason!) : reason;

    public static IEnumerable<string> Keys(string language) => ByLanguage[language].Keys;
}
