using System.Text.Json;

namespace Crm.ProviderSimulator.X.Posts;

/// <summary>The body of a new post, read by its schema: what the schema does not name is refused.</summary>
internal sealed record PostOrder(string Text, IReadOnlyList<string> MediaIds, string? ReplyTo, bool Quotes)
{
    private const int MostMedia = 4;

    private static readonly string[] Switches =
    [
        "made_with_ai",
        "paid_partnership",
        "nullcast",
        "share_with_followers",
    ];

    private static readonly string[] ReplySettings = ["following", "mentionedUsers", "subscribers", "verified"];

    public static (PostOrder? Order, string Problem) Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            return (null, "$: is not an object");
        }

        var order = new PostOrder("", [], null, Quotes: false);
        foreach (var member in body.EnumerateObject())
        {
            var (next, problem) = order.With(member);
            if (problem is not null)
            {
                return (null, problem);
            }

            order = next;
        }

        return order.Text.Length == 0 && order.MediaIds.Count == 0
            ? (null, "$.text: is missing or empty, and there is no media")
            : (order, "");
    }

    private (PostOrder Order, string? Problem) With(JsonProperty member)
    {
        var value = member.Value;
        return member.Name switch
        {
            "text" => value.ValueKind == JsonValueKind.String
                ? (this with { Text = value.GetString()! }, null)
                : Wrong("$.text: is not a string"),
            "media" => MediaOf(value) is { } ids
                ? (this with { MediaIds = ids }, null)
                : Wrong("$.media: holds media_ids of 1 to 4 different ids and nothing else"),
            "reply" => OnlyId(value, "in_reply_to_tweet_id") is { } id
                ? (this with { ReplyTo = id }, null)
                : Wrong("$.reply: holds in_reply_to_tweet_id and nothing else"),
            "quote_tweet_id" => IsId(value)
                ? (this with { Quotes = true }, null)
                : Wrong("$.quote_tweet_id: is not an id"),
            "poll" => IsPoll(value)
                ? (this, null)
                : Wrong("$.poll: holds 2 to 4 options of 1 to 25 characters and duration_minutes of 5 to 10080"),
            "reply_settings" => ReplySettings.Contains(StringOf(value))
                ? (this, null)
                : Wrong("$.reply_settings: is none of its values"),
            "community_id" => IsId(value) ? (this, null) : Wrong("$.community_id: is not an id"),
            var name when Switches.Contains(name) => value.ValueKind is JsonValueKind.True or JsonValueKind.False
                ? (this, null)
                : Wrong($"$.{name}: is not a boolean"),
            var name => Wrong(
                $"$.{name}: is not defined in the schema and the schema does not allow additional properties"
            ),
        };

        (PostOrder, string?) Wrong(string problem) => (this, problem);
    }

    private static List<string>? MediaOf(JsonElement media)
    {
        if (
            !HoldsOnly(media, "media_ids")
            || media.GetProperty("media_ids") is not { ValueKind: JsonValueKind.Array } ids
        )
        {
            return null;
        }

        var list = ids.EnumerateArray().Where(IsId).Select(id => id.GetString()!).Distinct().ToList();
        return list.Count is >= 1 and <= MostMedia && list.Count == ids.GetArrayLength() ? list : null;
    }

    private static bool IsPoll(JsonElement poll) =>
        HoldsOnly(poll, "options", "duration_minutes")
        && poll.GetProperty("options") is { ValueKind: JsonValueKind.Array } options
        && options.GetArrayLength() is >= 2 and <= 4
        && options.EnumerateArray().All(option => StringOf(option)?.Length is >= 1 and <= 25)
        && poll.GetProperty("duration_minutes") is { ValueKind: JsonValueKind.Number } minutes
        && minutes.TryGetInt32(out var duration)
        && duration is >= 5 and <= 10080;

    private static string? OnlyId(JsonElement holder, string name) =>
        HoldsOnly(holder, name) && IsId(holder.GetProperty(name)) ? holder.GetProperty(name).GetString() : null;

    private static bool HoldsOnly(JsonElement holder, params string[] names) =>
        holder.ValueKind == JsonValueKind.Object
        && holder.EnumerateObject().Select(member => member.Name).Order().SequenceEqual(names.Order());

    private static bool IsId(JsonElement value) =>
        StringOf(value) is { Length: >= 1 and <= 19 } text && text.All(char.IsAsciiDigit);

    private static string? StringOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
