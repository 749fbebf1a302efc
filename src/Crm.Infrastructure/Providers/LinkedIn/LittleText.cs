using System.Buffers;
using System.Text;

namespace Crm.Infrastructure.Providers.LinkedIn;

/// <summary>
/// LinkedIn's "little text" (linkedin §5). A reserved character that is not escaped does not fail: LinkedIn answers 201 and cuts
/// the text there. Nothing of ours is markup, so every one of them is escaped.
/// </summary>
internal static class LittleText
{
    private static readonly SearchValues<char> Reserved = SearchValues.Create(@"\|{}@[]()<>#*_~");

    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var letter in text)
        {
            if (Reserved.Contains(letter))
            {
                escaped.Append('\\');
            }

            escaped.Append(letter);
        }

        return escaped.ToString();
    }
}
