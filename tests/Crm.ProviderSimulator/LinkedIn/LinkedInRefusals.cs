using System.Text.Json.Nodes;
using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.LinkedIn;

/// <summary>A failure of the API.</summary>
/// <param name="FieldPath">Which field of the input is at fault.</param>
internal sealed record LinkedInFailure(
    int Status,
    string? Code,
    string Message,
    int? ServiceErrorCode = null,
    string? FieldPath = null
)
{
    public static LinkedInFailure Denied(string message) => new(403, "ACCESS_DENIED", message, 100);

    public static LinkedInFailure NotFound(string message) => new(404, "NOT_FOUND", message);

    /// <summary>The JSON has not the shape of the resource.</summary>
    public static LinkedInFailure Shape(string field, string problem) =>
        new(422, Code: null, $"ERROR :: {field} :: {problem}\n");

    public static LinkedInFailure Input(string code, string field, string message) =>
        new(400, code, message, FieldPath: field);
}

/// <summary>The one envelope of all API errors.</summary>
internal sealed class LinkedInRefusals(RefusalLog refusals)
{
    public const string DayLimit =
        "Resource level throttle APPLICATION_AND_MEMBER DAY limit for calls to this resource is reached.";

    public IResult Refuse(HttpContext context, LinkedInFailure failure)
    {
        refusals.Add(context, failure.Code ?? "shape", failure.Message.TrimEnd());
        return Results.Text(
            Body(failure).ToJsonString(ControlJson.Options),
            "application/json; charset=utf-8",
            statusCode: failure.Status
        );
    }

    public static Task WriteFaultAsync(HttpContext context, int status)
    {
        var failure = status switch
        {
            429 => new LinkedInFailure(429, "TOO_MANY_REQUESTS", DayLimit, 101),
            409 => new(409, "CONFLICT", "The resource is being changed by another call"),
            503 => new(503, "SERVICE_UNAVAILABLE", "The service is unavailable"),
            _ => new(status, "INTERNAL_SERVER_ERROR", "Internal Server Error"),
        };
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(Body(failure).ToJsonString(ControlJson.Options), context.RequestAborted);
    }

    private static JsonObject Body(LinkedInFailure failure)
    {
        var body = new JsonObject { ["status"] = failure.Status, ["message"] = failure.Message };
        if (failure.ServiceErrorCode is { } number)
        {
            body["serviceErrorCode"] = number;
        }

        if (failure.Code is { } code)
        {
            body["code"] = code;
        }

        if (failure.FieldPath is { } field)
        {
            body["errorDetails"] = new JsonObject
            {
                ["inputErrors"] = new JsonArray(
                    new JsonObject
                    {
                        ["code"] = failure.Code,
                        ["description"] = failure.Message,
                        ["input"] = new JsonObject { ["inputPath"] = new JsonObject { ["fieldPath"] = field } },
                    }
                ),
            };
        }

        return body;
    }
}
