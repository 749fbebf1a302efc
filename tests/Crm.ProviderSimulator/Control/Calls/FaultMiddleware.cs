namespace Crm.ProviderSimulator.Control.Calls;

/// <summary>Lets the next calls fail the way networks and providers fail.</summary>
internal sealed class FaultMiddleware(
    RequestDelegate next,
    FaultBoard faults,
    SimulatedProviders providers,
    HeldCalls held
)
{
    private const int HoldMilliseconds = 60_000;

    public Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        var provider = providers.Of(context);
        var fault = provider is null ? null : faults.Take(provider, path);
        return fault is null ? next(context) : FailAsync(context, fault);
    }

    private Task FailAsync(HttpContext context, Fault fault) =>
        fault.Kind switch
        {
            FaultKinds.TimeoutBefore => HoldAsync(context, fault.DelayMs ?? HoldMilliseconds),
            FaultKinds.TimeoutAfter => WorkThenHoldAsync(context, fault.DelayMs ?? HoldMilliseconds),
            FaultKinds.Reset => HoldAsync(context, 0),
            FaultKinds.ResetAfter => WorkThenHoldAsync(context, 0),
            FaultKinds.Delay => DelayAsync(context, fault.DelayMs ?? 1000),
            FaultKinds.MalformedJson => WriteAsync(
                context,
                200,
                "application/json",
                "{\"access_token\":\"act.half\",\"da"
            ),
            FaultKinds.Html => WriteAsync(
                context,
                fault.Status ?? 200,
                "text/html",
                "<html><h1>Be right back</h1></html>"
            ),
            FaultKinds.Redirect => RedirectAsync(context),
            FaultKinds.Throttle => WriteErrorAsync(context, fault, 429),
            FaultKinds.OkWithError => WriteErrorAsync(context, fault, 200),
            _ => WriteErrorAsync(context, fault, fault.Status ?? 500),
        };

    private Task WriteErrorAsync(HttpContext context, Fault fault, int status) =>
        providers.Named(fault.Provider).WriteFault(context, fault, status);

    private async Task WorkThenHoldAsync(HttpContext context, int milliseconds)
    {
        var answer = context.Response.Body;
        context.Response.Body = Stream.Null;
        await next(context);
        context.Response.Body = answer;
        await HoldAsync(context, milliseconds);
    }

    private async Task HoldAsync(HttpContext context, int milliseconds)
    {
        try
        {
            await held.HoldAsync(context, milliseconds);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        context.Abort();
    }

    private async Task DelayAsync(HttpContext context, int milliseconds)
    {
        await Task.Delay(milliseconds, context.RequestAborted);
        await next(context);
    }

    private static Task RedirectAsync(HttpContext context)
    {
        context.Response.Redirect("http://169.254.169.254/latest/meta-data/");
        return Task.CompletedTask;
    }

    private static Task WriteAsync(HttpContext context, int status, string contentType, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(body, context.RequestAborted);
    }
}
