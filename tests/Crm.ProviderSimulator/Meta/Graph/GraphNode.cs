namespace Crm.ProviderSimulator.Meta.Graph;

/// <summary>An object of the graph. A call names the fields it wants; one that does not exist fails the call.</summary>
/// <param name="Values">Plain values, nodes or lists of nodes; what is null is left out of answers.</param>
/// <param name="Defaults">The fields of a call that names none.</param>
internal sealed record GraphNode(
    string Type,
    IReadOnlyDictionary<string, object?> Values,
    IReadOnlyList<string> Defaults
)
{
    public string Id => (string)Values["id"]!;

    public IReadOnlyDictionary<string, object> Show(string? fields) => Show(GraphFields.Parse(fields));

    private Dictionary<string, object> Show(IReadOnlyList<GraphFields> fields)
    {
        var wanted = fields.Count > 0 ? fields : [.. Defaults.Select(name => new GraphFields(name, []))];
        if (wanted.FirstOrDefault(field => !Values.ContainsKey(field.Name)) is { } unknown)
        {
            throw new GraphRefusal(
                GraphError.Parameter($"Tried accessing nonexisting field ({unknown.Name}) on node type ({Type})")
            );
        }

        var shown = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var field in wanted)
        {
            if (Show(Values[field.Name], field.Children) is { } value)
            {
                shown[field.Name] = value;
            }
        }

        if (Values.TryGetValue("id", out var id) && id is not null)
        {
            shown["id"] = id;
        }

        return shown;
    }

    private static object? Show(object? value, IReadOnlyList<GraphFields> fields) =>
        value switch
        {
            GraphNode node => node.Show(fields),
            IEnumerable<GraphNode> nodes => nodes.Select(node => node.Show(fields)).ToList(),
            _ => value,
        };
}

/// <summary>One name of <c>fields=id,questions{key,label}</c> with what is asked of it in braces.</summary>
internal sealed record GraphFields(string Name, IReadOnlyList<GraphFields> Children)
{
    public static IReadOnlyList<GraphFields> Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return [];
        }

        var position = 0;
        var fields = ParseList(text, ref position);
        return position == text.Length
            ? fields
            : throw new GraphRefusal(
                new(2500, $"Syntax error \"Expected end of string instead of \"{text[position]}\".\" in fields")
            );
    }

    private static List<GraphFields> ParseList(string text, ref int position)
    {
        var fields = new List<GraphFields>();
        while (true)
        {
            var start = position;
            while (position < text.Length && text[position] is not (',' or '{' or '}'))
            {
                position++;
            }

            // Modifiers as in leads.limit(5) belong to the name and change nothing here.
            var name = text[start..position].Split('.')[0].Trim();
            IReadOnlyList<GraphFields> children = [];
            if (position < text.Length && text[position] == '{')
            {
                position++;
                children = ParseList(text, ref position);
                position++;
            }

            if (name.Length == 0 || position > text.Length)
            {
                throw new GraphRefusal(new(2500, "Syntax error in fields"));
            }

            fields.Add(new(name, children));
            if (position >= text.Length || text[position] != ',')
            {
                return fields;
            }

            position++;
        }
    }
}
