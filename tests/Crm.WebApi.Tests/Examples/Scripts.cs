using System.Text;

namespace Crm.WebApi.Tests.Examples;

/// <summary>The least that the documents' examples need around them to run by themselves.</summary>
internal static class Scripts
{
    /// <summary>A page's storage, which Node.js lacks, and answers printed as JSON.</summary>
    private const string Browser = """
        const stored = new Map();
        const localStorage = { getItem: (key) => stored.get(key) ?? null, setItem: (key, value) => stored.set(key, value) };
        console.log = (value) => process.stdout.write(JSON.stringify(value) + "\n");

        """;

    // A module may await outside a function, as one of the examples does.
    public static string Extension(string language) => language is ".js" ? ".mjs" : language;

    public static string Complete(string language, string before, string example, string after) =>
        language switch
        {
            ".js" => Browser + before + example + after,
            ".py" => before + Indent(example) + "import json\n" + after,
            _ => before + example + after,
        };

    /// <summary>
    /// The documents lost the indentation of their examples, which means something in Python alone. What opens a block there ends with
    /// a colon; the only line that closes one is <c>except</c>.
    /// </summary>
    private static string Indent(string example)
    {
        var indented = new StringBuilder();
        var depth = 0;
        foreach (var line in example.TrimEnd('\n').Split('\n'))
        {
            depth -= line.StartsWith("except", StringComparison.Ordinal) ? 1 : 0;
            indented.Append(' ', depth * 4).Append(line).Append('\n');
            depth += line.EndsWith(':') ? 1 : 0;
        }

        return indented.ToString();
    }
}
