using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.TikTokLeadGen;

internal static class LeadGenProvider
{
    public const string Name = "tiktok-leadgen";

    public static SimulatedProvider Make() =>
        new(Name, "TikTok Lead Generation")
        {
            OwnsToo = context =>
                context.Request.Path.StartsWithSegments("/open_api", StringComparison.Ordinal)
                || context.Request.Path.StartsWithSegments("/portal", StringComparison.Ordinal),
            IsBrowserPage = path => path.StartsWith("/portal/", StringComparison.Ordinal),
            WriteFault = WriteFaultAsync,
            WriteMissingSlash = context => WriteAsync(context, 40400, "Route not found."),
            State = services => services.GetRequiredService<LeadGenState>().Summary,
            Reset = services => services.GetRequiredService<LeadGenState>().Reset(),
        };

    // Marketing API failures come with HTTP 200; only a fault that names a status breaks that.
    private static Task WriteFaultAsync(HttpContext context, Fault fault, int status)
    {
        context.Response.StatusCode = fault.Kind == FaultKinds.Status ? status : 200;
        return fault.Kind == FaultKinds.Throttle
            ? WriteAsync(context, 40100, "rate_limit_exceeded")
            : WriteAsync(context, 50000, "internal_error");
    }

    private static Task WriteAsync(HttpContext context, int code, string message)
    {
        var answer = new
        {
            Code = code,
            Message = message,
            RequestId = RandomText.LogId(context.RequestServices.GetRequiredService<TimeProvider>()),
            Data = new { },
        };
        return context.Response.WriteAsJsonAsync(answer, ControlJson.Provider, context.RequestAborted);
    }
}
