namespace Crm.ProviderSimulator.Meta.Graph;

/// <summary>A client that believes to talk to Meta names the host in its Host header; here it is the first path segment.</summary>
internal sealed class GraphHostMiddleware(RequestDelegate next)
{
    private static readonly string[] Hosts =
    [
        "graph.facebook.com",
        "www.facebook.com",
        "graph.instagram.com",
        "api.instagram.com",
        "www.instagram.com",
    ];

    public Task InvokeAsync(HttpContext context)
    {
        var host = context.Request.Host.Host;
        if (Hosts.Contains(host, StringComparer.OrdinalIgnoreCase))
        {
            context.Request.Path = $"/{host}{context.Request.Path}";
        }

        return next(context);
    }
}
