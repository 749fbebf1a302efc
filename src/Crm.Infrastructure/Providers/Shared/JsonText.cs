using System.Text.Json;

namespace Crm.Infrastructure.Providers.Shared;

/// <summary>Providers write the same member as a number today and as a string tomorrow; ids are text either way.</summary>
internal static class JsonText
{
    /// <summary>A string's value, a number exactly as written, an array's values joined; null for null. PostgreSQL knows no NUL.</summary>
    public static string? Of(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Null or JsonValueKind.Undefined => null,
            JsonValueKind.String => element.GetString()!.Replace("\0", "", StringComparison.Ordinal),
            JsonValueKind.Array => string.Join(
                ", ",
                element.EnumerateArray().Select(Of).Where(text => text is not null)
            ),
            _ => element.GetRawText(),
        };

    public static string? Of(JsonElement parent, string member) =>
        parent.TryGetProperty(member, out var element) ? Of(element) : null;

    /// <summary>The same, but zero and empty mean that there is none.</summary>
    public static string? Id(JsonElement parent, string member) =>
        Of(parent, member) is { } id and not "" and not "0" ? id : null;
}
