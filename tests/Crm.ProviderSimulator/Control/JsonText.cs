using System.Globalization;
using System.Text;

namespace Crm.ProviderSimulator.Control;

internal static class JsonText
{
    /// <summary>A JSON string that leaves every non-ASCII letter as it is; the framework's writers escape some of them.</summary>
    public static string Quote(string text)
    {
        var json = new StringBuilder(text.Length + 2).Append('"');
        foreach (var letter in text)
        {
            _ = letter switch
            {
                '"' => json.Append("\\\""),
                '\\' => json.Append("\\\\"),
                < ' ' => json.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}"),
                _ => json.Append(letter),
            };
        }

        return json.Append('"').ToString();
    }
}
