using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.X;

/// <summary>Failures that a test ordered, in X's words.</summary>
internal sealed class XFaults(RateLimits limits)
{
    public Task WriteAsync(HttpContext context, Fault fault, int status)
    {
        if (fault.Kind == FaultKinds.Throttle)
        {
            limits.ShowFull(context);
            return XProblems
                .Problem(429, "rate-limit-exceeded", "Too Many Requests", "Too Many Requests")
                .ExecuteAsync(context);
        }

        if (fault.Kind == FaultKinds.OkWithError)
        {
            var error = new
            {
                Title = "Service Unavailable",
                Detail = "Please try again later.",
                Type = XProblems.NoType,
            };
            return Results.Json(new { Errors = new[] { error } }, ControlJson.Provider).ExecuteAsync(context);
        }

        return XProblems
            .Problem(status, XProblems.NoType, "Service Unavailable", "Please try again later.")
            .ExecuteAsync(context);
    }
}
