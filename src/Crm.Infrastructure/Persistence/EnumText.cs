using System.Text.Json;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Crm.Infrastructure.Persistence;

/// <summary>Enums lie in the database as snake_case text.</summary>
internal static class EnumText<T>
    where T : struct, Enum
{
    private static readonly Dictionary<T, string> Texts = Enum.GetValues<T>()
        .ToDictionary(value => value, value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));

    private static readonly Dictionary<string, T> Values = Texts.ToDictionary(
        pair => pair.Value,
        pair => pair.Key,
        StringComparer.Ordinal
    );

    public static string Format(T value) => Texts[value];

    public static T Parse(string text) => Values[text];
}

internal sealed class EnumTextConverter<T>()
    : ValueConverter<T, string>(value => EnumText<T>.Format(value), text => EnumText<T>.Parse(text))
    where T : struct, Enum;
