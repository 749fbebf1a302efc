namespace Crm.ProviderSimulator.Control.Calls;

/// <summary>Counts and slows the calls to the providers, and notes refusals that routing made (wrong path or method).</summary>
internal sealed class TrafficMiddleware(
    RequestDelegate next,
    SimulatedProviders providers,
    CallCounts calls,
    SettingsHolder settings,
    RefusalLog refusals
)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (providers.Of(context) is null)
        {
            await next(context);
            return;
        }

        calls.Count(context.Request.Path.Value ?? "/");
        if (settings.Current.LatencyMs is > 0 and var latency)
        {
            await Task.Delay(latency, context.RequestAborted);
        }

        await next(context);
        if (context.Response.StatusCode is 404 or 405 && !RefusalLog.WasRefused(context))
        {
            refusals.Add(context, "route", $"no such path or method: {context.Response.StatusCode}");
        }
    }
}
