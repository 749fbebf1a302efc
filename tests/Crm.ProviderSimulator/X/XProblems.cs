using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.X;

/// <summary>The three shapes in which X says no: problems (v2), numbered errors (v1.1 and OAuth 1.0a) and OAuth 2 errors.</summary>
internal sealed class XProblems(RefusalLog refusals)
{
    public const string NoType = "about:blank";
    private const string Types = "https://api.x.com/2/problems/";

    /// <param name="type">A name of X's problem list, or <see cref="NoType"/>.</param>
    public IResult Refuse(HttpContext context, int status, string type, string title, string detail, string reason)
    {
        refusals.Add(context, type == NoType ? title : type, reason);
        return Problem(status, type, title, detail);
    }

    public IResult Invalid(HttpContext context, string message, string reason)
    {
        refusals.Add(context, "invalid-request", reason);
        var body = new
        {
            Errors = new[] { new { Message = message } },
            Title = "Invalid Request",
            Detail = "One or more parameters to your request was invalid.",
            Type = $"{Types}invalid-request",
        };
        return Results.Json(body, ControlJson.Provider, "application/problem+json", 400);
    }

    public IResult Forbidden(HttpContext context, string detail, string reason) =>
        Refuse(context, 403, NoType, "Forbidden", detail, reason);

    public IResult Unauthorized(HttpContext context, string reason) =>
        Refuse(context, 401, NoType, "Unauthorized", "Unauthorized", reason);

    /// <param name="asErrors">Some reads answer 200 with the error in a list.</param>
    public IResult NotFound(HttpContext context, string resource, string id, bool asErrors = false)
    {
        refusals.Add(context, "resource-not-found", $"no such {resource}");
        var error = new
        {
            Value = id,
            Detail = $"Could not find {resource} with id: [{id}].",
            Title = "Not Found Error",
            ResourceType = resource,
            Parameter = "id",
            ResourceId = id,
            Type = $"{Types}resource-not-found",
            Status = asErrors ? null : (int?)404,
        };
        return asErrors
            ? Results.Json(new { Errors = new[] { error } }, ControlJson.Provider)
            : Results.Json(error, ControlJson.Provider, "application/problem+json", 404);
    }

    public IResult Numbered(HttpContext context, int status, int code, string message, string reason)
    {
        refusals.Add(context, $"{code}", reason);
        return Results.Json(
            new { Errors = new[] { new { Code = code, Message = message } } },
            ControlJson.Provider,
            statusCode: status
        );
    }

    public IResult OAuth2(HttpContext context, string error, string description, string reason)
    {
        refusals.Add(context, error, reason);
        var status = error == "unauthorized_client" ? 401 : 400;
        return Results.Json(
            new { Error = error, ErrorDescription = description },
            ControlJson.Provider,
            statusCode: status
        );
    }

    /// <summary>A failure that a test ordered; not a refusal.</summary>
    public static IResult Problem(int status, string type, string title, string detail) =>
        Results.Json(
            new
            {
                Title = title,
                Detail = detail,
                Type = type == NoType ? type : Types + type,
                Status = status,
            },
            ControlJson.Provider,
            "application/problem+json",
            status
        );
}
