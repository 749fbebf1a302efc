using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Crm.ProviderSimulator.Meta.Webhooks;

/// <summary>JSON as Meta sends it: every letter beyond ASCII as <c>\u00fc</c>, slashes escaped, white space of its own.</summary>
internal static class WireJson
{
    /// <param name="isCompact">Without the white space that no serializer would write again.</param>
    public static string Write(JsonNode? node, bool isCompact)
    {
        var text = new StringBuilder();
        Write(text, node, isCompact);
        return text.ToString();
    }

    public static string Quote(string text)
    {
        var json = new StringBuilder(text.Length + 2).Append('"');
        foreach (var unit in text)
        {
            _ = unit switch
            {
                '"' => json.Append("\\\""),
                '\\' => json.Append("\\\\"),
                '/' => json.Append("\\/"),
                '\n' => json.Append("\\n"),
                < ' ' or > '~' => json.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}"),
                _ => json.Append(unit),
            };
        }

        return json.Append('"').ToString();
    }

    private static void Write(StringBuilder text, JsonNode? node, bool isCompact)
    {
        switch (node)
        {
            case JsonObject members:
                WriteAll(
                    text,
                    '{',
                    members,
                    '}',
                    isCompact,
                    member =>
                    {
                        text.Append(Quote(member.Key)).Append(isCompact ? ":" : " :  ");
                        Write(text, member.Value, isCompact);
                    }
                );
                break;
            case JsonArray items:
                WriteAll(text, '[', items, ']', isCompact, item => Write(text, item, isCompact));
                break;
            case JsonValue value when value.TryGetValue<string>(out var quoted):
                text.Append(Quote(quoted));
                break;
            default:
                text.Append(node?.ToJsonString() ?? "null");
                break;
        }
    }

    private static void WriteAll<T>(
        StringBuilder text,
        char open,
        IEnumerable<T> items,
        char close,
        bool isCompact,
        Action<T> write
    )
    {
        text.Append(open);
        var isFirst = true;
        foreach (var item in items)
        {
            text.Append(
                isFirst ? ""
                : isCompact ? ","
                : " ,\n "
            );
            isFirst = false;
            write(item);
        }

        text.Append(close);
    }
}
