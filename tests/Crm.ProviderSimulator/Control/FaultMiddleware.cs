using Crm.ProviderSimulator.BeyondVisit;
using Crm.ProviderSimulator.GoogleLeadForm;
using Crm.ProviderSimulator.LinkedIn;
using Crm.ProviderSimulator.Meta.Graph;
using Crm.ProviderSimulator.X;

namespace Crm.ProviderSimulator.Control;

/// <summary>Lets the next calls fail the way networks and providers fail.</summary>
internal sealed class FaultMiddleware(RequestDelegate next, FaultBoard faults, XFaults x, TimeProvider clock)
{
    private const int HoldMilliseconds = 60_000;

    public Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        var provider = ProviderPaths.ProviderOf(context);
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
            FaultKinds.Throttle => WriteErrorAsync(context, fault, 429, "rate_limit_exceeded", 40100),
            FaultKinds.OkWithError => WriteErrorAsync(context, fault, 200, "internal_error", 50000),
            _ => WriteErrorAsync(context, fault, fault.Status ?? 500, "internal_error", 50000),
        };

    private async Task WorkThenHoldAsync(HttpContext context, int milliseconds)
    {
        var answer = context.Response.Body;
        context.Response.Body = Stream.Null;
        await next(context);
        context.Response.Body = answer;
        await HoldAsync(context, milliseconds);
    }

    private static async Task HoldAsync(HttpContext context, int milliseconds)
    {
        try
        {
            await Task.Delay(milliseconds, context.RequestAborted);
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

    // Marketing API failures come with HTTP 200; only a fault that names a status breaks that.
    private Task WriteErrorAsync(HttpContext context, Fault fault, int status, string error, int code)
    {
        if (fault.Provider == ProviderPaths.BeyondVisit)
        {
            return BeyondVisitFaults.WriteAsync(context, status);
        }

        if (fault.Provider == ProviderPaths.X)
        {
            return x.WriteAsync(context, fault, status);
        }

        if (fault.Provider == ProviderPaths.GoogleLeadForm)
        {
            return GoogleFaults.WriteAsync(context, status);
        }

        if (fault.Provider == ProviderPaths.LinkedIn)
        {
            return LinkedInFaults.WriteAsync(context, status);
        }

        var logId = RandomText.LogId(clock);
        var path = context.Request.Path.Value!;
        if (GraphFaults.Answer(context, fault) is { } graph)
        {
            return graph.ExecuteAsync(context);
        }

        if (fault.Provider == ProviderPaths.TikTokLeadGen)
        {
            context.Response.StatusCode = fault.Kind == FaultKinds.Status ? status : 200;
            var answer = new
            {
                Code = code,
                Message = error,
                RequestId = logId,
                Data = new { },
            };
            return context.Response.WriteAsJsonAsync(answer, ControlJson.Provider, context.RequestAborted);
        }

        context.Response.StatusCode = status;
        object body = path.StartsWith("/v2/oauth/", StringComparison.Ordinal)
            ? new
            {
                Error = status == 429 ? error : "server_error",
                ErrorDescription = "Something is wrong. Please try again later.",
                LogId = logId,
            }
            : new
            {
                Data = new { },
                Error = new
                {
                    Code = error,
                    Message = "Please try again later.",
                    LogId = logId,
                },
            };
        return context.Response.WriteAsJsonAsync(body, ControlJson.Provider, context.RequestAborted);
    }

    private static Task WriteAsync(HttpContext context, int status, string contentType, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(body, context.RequestAborted);
    }
}
