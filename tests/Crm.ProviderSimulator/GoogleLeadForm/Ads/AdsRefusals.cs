using System.Text.Json.Nodes;
using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.GoogleLeadForm.Ads;

/// <summary>A failure in the words of the Google Ads API.</summary>
/// <param name="Kind">The member of errorCode, such as authorizationError.</param>
internal sealed record AdsFailure(int Http, string Status, string Kind, string Code, string Message);

/// <summary>The errors of the Google Ads API. A stream answers a list, of one error too.</summary>
internal sealed class AdsRefusals(RefusalLog refusals, TimeProvider clock)
{
    public IResult Refuse(HttpContext context, AdsFailure failure, string reason)
    {
        refusals.Add(context, failure.Code, reason);
        return Results.Text(
            Body(failure, IsStream(context)).ToJsonString(ControlJson.Options),
            "application/json; charset=utf-8",
            statusCode: failure.Http
        );
    }

    public Task WriteFaultAsync(HttpContext context, int status)
    {
        var failure = status switch
        {
            429 => new AdsFailure(
                429,
                "RESOURCE_EXHAUSTED",
                "quotaError",
                "RESOURCE_EXHAUSTED",
                "Too many requests. Retry in 30 seconds."
            ),
            503 => new(503, "UNAVAILABLE", "internalError", "TRANSIENT_ERROR", "The service is unavailable."),
            _ => new(status, "INTERNAL", "internalError", "INTERNAL_ERROR", "An internal error has occurred."),
        };
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(
            Body(failure, IsStream(context)).ToJsonString(ControlJson.Options),
            context.RequestAborted
        );
    }

    private static bool IsStream(HttpContext context) =>
        context.Request.Path.Value!.EndsWith(":searchStream", StringComparison.Ordinal);

    private JsonNode Body(AdsFailure failure, bool isStream)
    {
        var details = new JsonObject
        {
            ["@type"] = "type.googleapis.com/google.ads.googleads.v23.errors.GoogleAdsFailure",
            ["errors"] = new JsonArray(
                new JsonObject
                {
                    ["errorCode"] = new JsonObject { [failure.Kind] = failure.Code },
                    ["message"] = failure.Message,
                }
            ),
            ["requestId"] = RandomText.LogId(clock),
        };
        if (failure.Kind == "quotaError")
        {
            details["errors"]![0]!["details"] = new JsonObject
            {
                ["quotaErrorDetails"] = new JsonObject { ["rateScope"] = "ACCOUNT", ["retryDelay"] = "30s" },
            };
        }

        var error = new JsonObject
        {
            ["error"] = new JsonObject
            {
                ["code"] = failure.Http,
                ["message"] = failure.Message,
                ["status"] = failure.Status,
                ["details"] = new JsonArray(details),
            },
        };
        return isStream ? new JsonArray(error) : error;
    }
}
