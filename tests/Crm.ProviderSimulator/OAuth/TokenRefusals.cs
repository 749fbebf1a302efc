using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.OAuth;

/// <summary>Failures of token calls: 401 where the client is at fault, else 400.</summary>
internal sealed class TokenRefusals(RefusalLog refusals)
{
    public IResult InvalidClient(HttpContext context, string description, string reason) =>
        Refuse(context, "invalid_client", description, reason, StatusCodes.Status401Unauthorized);

    public IResult InvalidRequest(HttpContext context, string reason) =>
        Refuse(context, "invalid_request", reason, reason);

    public IResult Refuse(
        HttpContext context,
        string error,
        string description,
        string reason,
        int status = StatusCodes.Status400BadRequest
    )
    {
        refusals.Add(context, error, reason);
        return Results.Json(
            new { Error = error, ErrorDescription = description },
            ControlJson.Provider,
            statusCode: status
        );
    }
}
