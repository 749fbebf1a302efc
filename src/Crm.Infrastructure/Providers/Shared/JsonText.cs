using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Crm.Domain.Common;

namespace Crm.Infrastructure.Providers.Shared;

/// <summary>Providers write the same member as a number today and as a string tomorrow; ids are text either way.</summary>
internal static partial class JsonText
{
    /// <summary>A string's value, a number exactly as written, an array's values joined; null for null. PostgreSQL knows no NUL.</summary>
    public static string? Of(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Null or JsonValueKind.Undefined => null,
            JsonValueKind.String => Whole(element).Replace("\0", "", StringComparison.Ordinal),
            JsonValueKind.Array => string.Join(
                ", ",
                element.EnumerateArray().Select(Of).Where(text => text is not null)
            ),
            _ => Raw(element),
        };

    public static string? Of(JsonElement parent, string member) =>
        parent.TryGetProperty(member, out var element) ? Of(element) : null;

    /// <summary>The same, but zero and empty mean that there is none.</summary>
    public static string? Id(JsonElement parent, string member) =>
        Of(parent, member) is { } id and not "" and not "0" ? id : null;

    private static string Raw(JsonElement element) => Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(element));

    // Half an emoji, as a form that was cut in the middle has it, must not cost the rest of the text.
    private static string Whole(JsonElement element)
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            using var mended = JsonDocument.Parse(
                Escapes.Replace(Raw(element), escape => escape.Length == 6 ? @"\ufffd" : escape.Value)
            );

            return mended.RootElement.GetString()!;
        }
    }

    /// <summary>A pair of halves (12 characters), a half without its other (6), any other escape (2).</summary>
    [GeneratedRegex(
        @"\\u[dD][89aAbB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[dD][89a-fA-F][0-9a-fA-F]{2}|\\.",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: PatternPatience.Milliseconds
    )]
    private static partial Regex Escapes { get; }
}
