using System.Text.Json;

namespace Crm.ProviderSimulator.Meta.Graph;

/// <summary>Graph takes parameters from the query, a form or a JSON body alike; the body wins.</summary>
internal sealed class GraphParameters
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    private GraphParameters() { }

    public JsonElement Body { get; private set; } = JsonElement.Parse("{}");

    public IFormFile? File { get; private set; }

    public string? this[string name] => values.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    public static async Task<GraphParameters> ReadAsync(HttpContext context)
    {
        var parameters = new GraphParameters();
        foreach (var (name, value) in context.Request.Query)
        {
            parameters.values[name] = Single(name, value);
        }

        if (context.Request.HasFormContentType)
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            parameters.File = form.Files.GetFile("file");
            foreach (var (name, value) in form)
            {
                parameters.values[name] = Single(name, value);
            }
        }
        else if (context.Request.HasJsonContentType())
        {
            await parameters.ReadJsonAsync(context);
        }

        return parameters;
    }

    private async Task ReadJsonAsync(HttpContext context)
    {
        try
        {
            var body = await context.Request.ReadFromJsonAsync<JsonElement>(context.RequestAborted);
            Body =
                body.ValueKind == JsonValueKind.Object
                    ? body
                    : throw new GraphRefusal(GraphError.Parameter("The body is not a JSON object."));
        }
        catch (JsonException)
        {
            throw new GraphRefusal(GraphError.Parameter("Invalid JSON in the request body."));
        }

        foreach (var member in Body.EnumerateObject())
        {
            values[member.Name] =
                member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText();
        }
    }

    private static string Single(string name, Microsoft.Extensions.Primitives.StringValues value) =>
        value.Count == 1
            ? value[0]!
            : throw new GraphRefusal(GraphError.Parameter($"The parameter {name} is given more than once."));
}
