namespace Crm.ProviderSimulator.Control.Calls;

/// <summary>Routing ignores a trailing slash; some providers do not.</summary>
internal sealed class TrailingSlashMiddleware(RequestDelegate next, SimulatedProviders providers, RefusalLog refusals)
{
    public Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        if (
            providers.Of(context) is not { WriteMissingSlash: { } write } provider
            || provider.IsBrowserPage(path)
            || path.EndsWith('/')
        )
        {
            return next(context);
        }

        refusals.Add(context, "route", "the path lacks its trailing slash");
        return write(context);
    }
}
