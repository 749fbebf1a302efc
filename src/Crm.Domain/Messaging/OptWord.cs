using System.Text;
using Crm.Domain.Common;

namespace Crm.Domain.Messaging;

/// <summary>
/// A whole message by which a person takes the consent back, or gives it again, in Turkish, Arabic or English. Compared as a person
/// reads it: without case, the Turkish i with and without dot, Arabic vowel signs, tatweel and forms of the alif.
/// </summary>
/// <param name="Language">Of the word.</param>
public sealed record OptWord(bool IsOptIn, string Language)
{
    private const int Longest = 40;

    private static readonly (string Language, bool IsOptIn, string[] Words)[] Known =
    [
        (
            "tr",
            false,
            [
                "DUR",
                "DURDUR",
                "İPTAL",
                "İPTAL ET",
                "RET",
                "RED",
                "ÇIK",
                "ÇIKIŞ",
                "ABONELİKTEN ÇIK",
                "ABONELİĞİ İPTAL ET",
                "LİSTEDEN ÇIK",
            ]
        ),
        (
            "en",
            false,
            ["STOP", "STOP ALL", "STOPALL", "UNSUBSCRIBE", "CANCEL", "OPT OUT", "OPT-OUT", "OPTOUT", "QUIT", "END"]
        ),
        (
            "ar",
            false,
            ["توقف", "توقّفوا", "قف", "إيقاف", "أوقف", "إلغاء", "إلغاء الاشتراك", "إلغاء اشتراكي", "ألغ الاشتراك"]
        ),
        ("tr", true, ["BAŞLA", "BAŞLAT", "ABONE OL"]),
        ("en", true, ["START", "SUBSCRIBE", "UNSTOP", "OPT IN", "OPT-IN", "OPTIN"]),
        ("ar", true, ["ابدأ", "ابدا", "اشتراك", "اشترك"]),
    ];

    private static readonly Dictionary<string, OptWord> Meanings = Known
        .SelectMany(group => group.Words.Select(word => (Key: SearchText.Fold(word), group)))
        .DistinctBy(pair => pair.Key, StringComparer.Ordinal)
        .ToDictionary(
            pair => pair.Key,
            pair => new OptWord(pair.group.IsOptIn, pair.group.Language),
            StringComparer.Ordinal
        );

    /// <returns>Null: the message says something else, or more.</returns>
    public static OptWord? Find(string? text) =>
        Bare(text ?? "") is { Length: > 0 and <= Longest } word
            ? Meanings.GetValueOrDefault(SearchText.Fold(word))
            : null;

    /// <summary>
    /// Of a button the company's own payload says what was meant: a label such as "cancel" may be of an order. One without a payload
    /// of its own means what is written on it.
    /// </summary>
    public static OptWord? FindPressed(string? label, string? payload) =>
        Find(string.IsNullOrWhiteSpace(payload) ? label : payload);

    /// <summary>Without the stops, faces and invisible marks around it.</summary>
    private static string Bare(string text)
    {
        var begin = 0;
        var end = text.Length;
        for (var length = 0; begin < end; begin += length)
        {
            _ = Rune.DecodeFromUtf16(text.AsSpan(begin, end - begin), out var rune, out length);
            if (Rune.IsLetterOrDigit(rune))
            {
                break;
            }
        }

        for (var length = 0; end > begin; end -= length)
        {
            _ = Rune.DecodeLastFromUtf16(text.AsSpan(begin, end - begin), out var rune, out length);
            if (Rune.IsLetterOrDigit(rune))
            {
                break;
            }
        }

        return text[begin..end];
    }
}
