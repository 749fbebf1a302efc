using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.LinkedIn;

internal static class LinkedInFaults
{
    /// <summary>The API fails with its envelope, the token calls in the words of OAuth.</summary>
    public static Task WriteAsync(HttpContext context, int status)
    {
        if (context.Request.Path.StartsWithSegments("/api.linkedin.com", StringComparison.Ordinal))
        {
            return LinkedInRefusals.WriteFaultAsync(context, status);
        }

        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(
            new { Error = "server_error", ErrorDescription = "Internal Server Error" },
            ControlJson.Provider,
            context.RequestAborted
        );
    }
}
