namespace Crm.ProviderSimulator.Control.Calls;

/// <summary>A client that was told nothing of a base URL calls a provider's host by its name: the name becomes the start of the path.</summary>
internal sealed class ProviderHostMiddleware(RequestDelegate next, SimulatedProviders providers)
{
    private readonly string[] hosts = [.. providers.All.SelectMany(provider => provider.Hosts)];

    public Task InvokeAsync(HttpContext context)
    {
        var asked = context.Request.Host.Host;
        if (hosts.FirstOrDefault(host => host.Equals(asked, StringComparison.OrdinalIgnoreCase)) is { } host)
        {
            context.Request.Path = new PathString($"/{host}") + context.Request.Path;
        }

        return next(context);
    }
}
