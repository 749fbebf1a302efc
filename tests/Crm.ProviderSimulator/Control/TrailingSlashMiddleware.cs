namespace Crm.ProviderSimulator.Control;

/// <summary>Routing ignores a trailing slash; TikTok does not.</summary>
internal sealed class TrailingSlashMiddleware(RequestDelegate next, RefusalLog refusals, TimeProvider clock)
{
    public Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        if (
            ProviderPaths.ProviderOf(path) is not { } provider
            || provider is not (ProviderPaths.TikTok or ProviderPaths.TikTokLeadGen)
            || ProviderPaths.IsBrowserPage(path)
            || path.EndsWith('/')
        )
        {
            return next(context);
        }

        refusals.Add(context, "route", "the path lacks its trailing slash");
        context.Response.StatusCode = provider == ProviderPaths.TikTok ? 404 : 200;
        return provider == ProviderPaths.TikTok
            ? Task.CompletedTask
            : context.Response.WriteAsJsonAsync(
                new
                {
                    Code = 40400,
                    Message = "Route not found.",
                    RequestId = RandomText.LogId(clock),
                    Data = new { },
                },
                ControlJson.Provider,
                context.RequestAborted
            );
    }
}
