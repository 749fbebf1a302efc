using Crm.ProviderSimulator.Control;
using Crm.ProviderSimulator.MetaLeads;
using Crm.ProviderSimulator.WhatsApp;

namespace Crm.ProviderSimulator.Meta.Graph;

/// <summary>How ordered failures look at Meta: the envelope, and throttling with its header.</summary>
internal static class GraphFaults
{
    private const int Minutes = 3;

    public static Task WriteAsync(HttpContext context, Fault fault, int status)
    {
        var error = Error(fault);
        if (fault.Kind == FaultKinds.Throttle)
        {
            context.Response.Headers["X-Business-Use-Case-Usage"] = GraphUsage.Header(
                "1",
                fault.Provider == MetaLeadsProvider.Name ? "leadgen" : fault.Provider,
                100,
                Minutes
            );
        }

        return Results
            .Json(
                error.Envelope($"A{RandomText.Of(22)}"),
                ControlJson.Provider,
                statusCode: fault.Status ?? error.Status
            )
            .ExecuteAsync(context);
    }

    private static GraphError Error(Fault fault) =>
        (fault.Kind, fault.Provider) switch
        {
            (FaultKinds.Throttle, WhatsAppProvider.Name) => new(
                130429,
                "(#130429) Rate limit hit",
                Status: StatusCodes.Status429TooManyRequests
            ),
            (FaultKinds.Throttle, MetaLeadsProvider.Name) => new(
                80005,
                "(#80005) There have been too many leadgen api calls to this Page account."
            ),
            // Throttled before enough calls were made for the header: nobody says until when.
            (FaultKinds.Status, _) when fault.Status is StatusCodes.Status429TooManyRequests => new(
                4,
                "(#4) Application request limit reached"
            ),
            (FaultKinds.Status, _) when fault.Status is StatusCodes.Status403Forbidden => new(
                200,
                "(#200) Permissions error"
            ),
            (FaultKinds.Status, _) when fault.Status is StatusCodes.Status401Unauthorized => new(
                190,
                "Error validating access token: The session is invalid."
            ),
            (FaultKinds.Throttle, _) => new(4, "(#4) Application request limit reached"),
            (FaultKinds.OkWithError, _) => new(
                1,
                "An unknown error occurred",
                Status: StatusCodes.Status200OK,
                IsTransient: true
            ),
            _ => new(
                2,
                "An unexpected error has occurred. Please retry your request later.",
                Status: StatusCodes.Status500InternalServerError,
                IsTransient: true
            ),
        };
}
