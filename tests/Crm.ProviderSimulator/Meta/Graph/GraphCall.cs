using System.Text.Json;

namespace Crm.ProviderSimulator.Meta.Graph;

internal enum GraphHost
{
    Facebook,
    Instagram,
}

/// <summary>A call whose token is alive and belongs to this host.</summary>
internal sealed class GraphCall(
    HttpContext context,
    GraphHost host,
    GraphParameters parameters,
    GraphToken token,
    MetaApp app
)
{
    public HttpContext Context => context;

    public GraphHost Host => host;

    public GraphToken Token => token;

    public MetaApp App => app;

    public string Method => context.Request.Method;

    public JsonElement Body => parameters.Body;

    public IFormFile? File => parameters.File;

    public string? this[string name] => parameters[name];

    public string Required(string name) =>
        this[name] ?? throw new GraphRefusal(GraphError.Parameter($"The parameter {name} is required."));

    public void NeedsScope(string scope)
    {
        if (!token.Scopes.Contains(scope))
        {
            throw new GraphRefusal(GraphError.Permission($"Requires {scope} permission to manage the object"));
        }
    }

    public GraphRefusal NotFound(string id, string reason) => new(GraphError.NotFound(Method, id), reason);

    public static GraphRefusal UnknownEdge(string? edge) => new(GraphError.UnknownPath(edge ?? ""));
}
