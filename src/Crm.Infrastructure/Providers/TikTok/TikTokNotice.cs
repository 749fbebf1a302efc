using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Crm.Infrastructure.Providers.TikTok;

/// <param name="CreateTime">Seconds, as they were written.</param>
/// <param name="Content">JSON within a string; parsed a second time by whoever needs it.</param>
internal readonly record struct TikTokNotice(string Event, string? OpenId, string? CreateTime, string? Content)
{
    public DateTimeOffset? OccurredAt =>
        long.TryParse(CreateTime, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    /// <exception cref="FormatException">Not JSON, or not a notice.</exception>
    public static TikTokNotice Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return Read(body);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new FormatException("The body is not a notice.", exception);
        }
    }

    private static TikTokNotice Read(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
        {
            throw new FormatException("The body is not an object.");
        }

        var notice = default(TikTokNotice);
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            notice = ReadMember(ref reader, notice);
        }

        reader.Read();

        return notice.Event is null ? throw new FormatException("The body names no event.") : notice;
    }

    private static TikTokNotice ReadMember(ref Utf8JsonReader reader, TikTokNotice notice)
    {
        if (reader.ValueTextEquals("event"u8))
        {
            return notice with { Event = Text(ref reader)! };
        }

        if (reader.ValueTextEquals("user_openid"u8))
        {
            return notice with { OpenId = Text(ref reader) };
        }

        if (reader.ValueTextEquals("create_time"u8))
        {
            return notice with { CreateTime = Text(ref reader) };
        }

        if (reader.ValueTextEquals("content"u8))
        {
            return notice with { Content = Text(ref reader) };
        }

        reader.Read();
        reader.Skip();

        return notice;
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return reader.GetString();
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.Number:
                return Encoding.ASCII.GetString(reader.ValueSpan);
            default:
                using (var document = JsonDocument.ParseValue(ref reader))
                {
                    return document.RootElement.GetRawText();
                }
        }
    }
}
