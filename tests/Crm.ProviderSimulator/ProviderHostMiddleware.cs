namespace Crm.ProviderSimulator;

/// <summary>A client that was told nothing of a base URL calls a provider's host by its name: the name becomes the start of the path.</summary>
internal sealed class ProviderHostMiddleware(RequestDelegate next)
{
    private static readonly string[] Hosts =
    [
        "accounts.google.com",
        "oauth2.googleapis.com",
        "googleads.googleapis.com",
        "www.linkedin.com",
        "api.linkedin.com",
    ];

    public Task InvokeAsync(HttpContext context)
    {
        if (Hosts.Contains(context.Request.Host.Host))
        {
            context.Request.Path = new PathString($"/{context.Request.Host.Host}") + context.Request.Path;
        }

        return next(context);
    }
}
