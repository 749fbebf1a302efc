using Microsoft.OpenApi;

namespace Crm.WebApi.Pages;

/// <summary>The OpenAPI document for reading: the same text, no script (docs/adr).</summary>
internal static class ReferencePage
{
    public static Page Render(OpenApiDocument document)
    {
        var groups = document
            .Paths.SelectMany(path =>
                (path.Value.Operations ?? []).Select(operation =>
                    (Path: path.Key, Verb: operation.Key, operation.Value)
                )
            )
            .GroupBy(entry => entry.Value.Tags?.FirstOrDefault()?.Name ?? "Other", StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .ToList();

        return new Page(
            "API reference",
            $"""
            <h1>API reference</h1>
            <p>{Page.Text(document.Info.Description)}</p>
            <nav>{string.Concat(
                groups.Select(group => $"<a href=\"#{Anchor(group.Key)}\">{Page.Text(group.Key)}</a>")
            )}<a href="#schemas">Schemas</a><a href="/docs/problems">Problem codes</a><a href="/openapi/v1.json">OpenAPI 3.1</a></nav>
            {string.Concat(
                groups.Select(group =>
                    $"<h2 id=\"{Anchor(group.Key)}\">{Page.Text(group.Key)}</h2>"
                    + string.Concat(group.Select(entry => Operation(entry.Path, entry.Verb.Method, entry.Value)))
                )
            )}
            <h2 id="schemas">Schemas</h2>
            {All(document.Components?.Schemas, schema => Schema(schema.Key, schema.Value))}
            """
        );
    }

    private static string All<T>(IEnumerable<T>? items, Func<T, string> render) =>
        string.Concat((items ?? []).Select(render));

    private static string Operation(string path, string verb, OpenApiOperation operation) =>
        $"""
            <details><summary><span class="verb {verb.ToLowerInvariant()}">{verb}</span><code>{Page.Text(
                path
            )}</code><span class="soft">{Page.Text(operation.Summary)}</span></summary>
            <p>{Page.Text(operation.Description)} {(
                operation.Security is { Count: > 0 } ? "Needs an access token." : "Open to everybody."
            )}</p>
            {Parameters(operation)}
            {Body(operation)}
            <table><thead><tr><th>Answer</th><th></th><th>Content</th></tr></thead><tbody>{string.Concat(
                (operation.Responses ?? []).Select(Response)
            )}</tbody></table></details>
            """;

    private static string Parameters(OpenApiOperation operation) =>
        operation.Parameters is { Count: > 0 } parameters
            ? $"<table><thead><tr><th>Parameter</th><th>In</th><th>Type</th><th>Meaning</th></tr></thead><tbody>{string.Concat(parameters.Select(Parameter))}</tbody></table><p></p>"
            : "";

    private static string Parameter(IOpenApiParameter parameter) =>
        $"<tr><td><code>{Page.Text(parameter.Name)}</code>{(parameter.Required ? " *" : "")}</td><td>{parameter.In?.ToString().ToLowerInvariant()}</td><td>{TypeOf(parameter.Schema)}</td><td>{Page.Text(parameter.Description)}</td></tr>";

    private static string Body(OpenApiOperation operation) =>
        operation.RequestBody?.Content is { Count: > 0 } content
            ? $"<p>Body: {string.Join(", ", content.Select(media => $"<code>{Page.Text(media.Key)}</code> {TypeOf(media.Value.Schema)}"))}</p>"
            : "";

    private static string Response(KeyValuePair<string, IOpenApiResponse> response) =>
        $"<tr><td>{Page.Text(response.Key)}</td><td>{Page.Text(response.Value.Description)}</td><td>{string.Join(", ", response.Value.Content?.Select(media => TypeOf(media.Value.Schema)) ?? [])}</td></tr>";

    private static string Schema(string name, IOpenApiSchema schema) =>
        $"""
            <details id="{Anchor(name)}"><summary><code>{Page.Text(name)}</code></summary>
            <p>{Page.Text(schema.Description)} {string.Join(
                ", ",
                (schema.Enum ?? []).Select(value => $"<code>{Page.Text(value?.ToString())}</code>")
            )}</p>
            <table><tbody>{string.Concat(
                schema.Properties?.Select(member =>
                    $"<tr><td><code>{Page.Text(member.Key)}</code>{(schema.Required?.Contains(member.Key) is true ? " *" : "")}</td><td>{TypeOf(member.Value)}</td><td>{Page.Text(member.Value.Description)}</td></tr>"
                )
             ?? [])}</tbody></table></details>
            """;

    private static string TypeOf(IOpenApiSchema? schema) =>
        schema switch
        {
            null => "",
            OpenApiSchemaReference { Reference.Id: { } id } => $"<a href=\"#{Anchor(id)}\">{Page.Text(id)}</a>",
            { Items: { } items } => TypeOf(items) + " […]",
            { OneOf: { Count: > 0 } choices } => string.Join(" or ", choices.Select(TypeOf)),
            _ => Page.Text(
                string.Join(" ", new[] { schema.Type?.ToString().ToLowerInvariant(), schema.Format }.OfType<string>())
            ),
        };

    private static string Anchor(string name) =>
        string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : '-'));
}
