using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.GoogleLeadForm.Ads;

namespace Crm.ProviderSimulator.GoogleLeadForm;

internal static class GoogleFaults
{
    /// <summary>The Ads API fails in its own words, the token calls in those of OAuth.</summary>
    public static Task WriteAsync(HttpContext context, int status)
    {
        if (context.Request.Path.StartsWithSegments("/googleads.googleapis.com", StringComparison.Ordinal))
        {
            return context.RequestServices.GetRequiredService<AdsRefusals>().WriteFaultAsync(context, status);
        }

        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(
            new { Error = "internal_failure", ErrorDescription = "Backend Error" },
            ControlJson.Provider,
            context.RequestAborted
        );
    }
}
