using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.TikTokLogin.Consent;

namespace Crm.ProviderSimulator.TikTokLogin;

internal static class LoginProvider
{
    public const string Name = "tiktok";

    public static SimulatedProvider Make() =>
        new(Name, "TikTok Login Kit")
        {
            OwnsToo = context => context.Request.Path.StartsWithSegments("/v2", StringComparison.Ordinal),
            IsBrowserPage = path => path.StartsWith("/v2/auth/", StringComparison.Ordinal),
            WriteFault = WriteFaultAsync,
            WriteMissingSlash = context =>
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            },
            State = services => services.GetRequiredService<LoginReport>().Make(),
            Reset = Reset,
        };

    private static Task WriteFaultAsync(HttpContext context, Fault fault, int status)
    {
        var logId = RandomText.LogId(context.RequestServices.GetRequiredService<TimeProvider>());
        var error = fault.Kind == FaultKinds.Throttle ? "rate_limit_exceeded" : "internal_error";
        context.Response.StatusCode = status;
        object body = context.Request.Path.StartsWithSegments("/v2/oauth", StringComparison.Ordinal)
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

    private static void Reset(IServiceProvider services)
    {
        services.GetRequiredService<LoginClients>().Reset();
        services.GetRequiredService<LoginUsers>().Reset();
        services.GetRequiredService<LoginCodes>().Reset();
        services.GetRequiredService<Grants>().Reset();
    }
}
