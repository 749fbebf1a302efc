using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator;

/// <summary>A client that was told nothing of a base URL calls a provider's host by its name: the name becomes the start of the path.</summary>
internal sealed class ProviderHostMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var prefix = new PathString($"/{context.Request.Host.Host}");
        if (ProviderPaths.ProviderOf($"{prefix}/") is not null)
        {
            context.Request.Path = prefix + context.Request.Path;
        }

        return next(context);
    }
}
