using System.Text.Json;
using Crm.WebApi.Errors;

namespace Crm.WebApi.Json;

/// <summary>Finds escapes that stand for no storable text: U+0000, which PostgreSQL refuses, and halves of surrogate pairs.</summary>
internal static class TextFaults
{
    /// <summary>A quick look: without these bytes there is no fault.</summary>
    public static bool MayHave(ReadOnlySpan<byte> json) =>
        json.IndexOf("\\u0000"u8) >= 0 || json.IndexOf("\\ud"u8) >= 0 || json.IndexOf("\\uD"u8) >= 0;

    /// <summary>Empty also for JSON that cannot be read to its end: the binder says so.</summary>
    public static IReadOnlyList<(string Member, string Message)> Find(ReadOnlySpan<byte> json)
    {
        var faults = new List<(string, string)>();
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = ApiJson.MaxDepth });
        var member = "body";
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
                {
                    continue;
                }

                var text = Text(ref reader);
                if (reader.TokenType is JsonTokenType.PropertyName)
                {
                    member = text?.Replace("\0", "", StringComparison.Ordinal) ?? member;
                }

                if (text is null || text.Contains('\0', StringComparison.Ordinal))
                {
                    faults.Add((member, MemberTexts.Say(text is null ? "text_surrogate" : "text_nul")));
                }
            }
        }
        catch (JsonException)
        {
            return faults;
        }

        return faults;
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
