using System.Globalization;

namespace Crm.ProviderSimulator.BeyondVisit;

internal static class BeyondVisitFaults
{
    private const int RetryAfterSeconds = 30;

    /// <summary>No failure of the host itself is documented: these have the shape of the methods' failures.</summary>
    public static Task WriteAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        if (status == StatusCodes.Status429TooManyRequests)
        {
            context.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        }

        var answer = new
        {
            Status = false,
            Code = 99,
            Message = "Beklenmeyen bir hata oluştu.",
        };
        return context.Response.WriteAsJsonAsync(answer, PartnerCall.Json, context.RequestAborted);
    }
}
