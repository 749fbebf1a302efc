namespace Crm.ProviderSimulator.Meta.Graph;

/// <summary>What stands in Graph's error envelope. Almost everything is HTTP 400; the code tells what happened.</summary>
/// <param name="Details">WhatsApp's <c>error_data.details</c>.</param>
internal sealed record GraphError(
    int Code,
    string Message,
    int? Subcode = null,
    int Status = StatusCodes.Status400BadRequest,
    bool IsTransient = false,
    string? Details = null
)
{
    public static GraphError Parameter(string message) => new(100, $"(#100) {message}");

    public static GraphError Permission(string message) => new(200, $"(#200) {message}");

    public static GraphError PageTokenNeeded() =>
        new(210, "(#210) A page access token is required to request this resource.");

    public static GraphError Token(int? subcode, string message) => new(190, message, subcode);

    /// <summary>Graph does not tell an object that is missing from one that the token may not see.</summary>
    public static GraphError NotFound(string method, string id) =>
        new(
            100,
            $"Unsupported {method.ToLowerInvariant()} request. Object with ID '{id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation.",
            33
        );

    public static GraphError UnknownPath(string path) => new(2500, $"Unknown path components: /{path}");

    public object Envelope(string traceId) =>
        new
        {
            Error = new
            {
                Message,
                Type = "OAuthException",
                Code,
                ErrorSubcode = Subcode,
                IsTransient,
                ErrorData = Details is null ? null : new { MessagingProduct = "whatsapp", Details },
                FbtraceId = traceId,
            },
        };
}

/// <summary>Ends a call that Graph would not serve; turned into the envelope in one place.</summary>
/// <param name="reason">What the simulator's log says, when the error itself does not say it.</param>
internal sealed class GraphRefusal(GraphError error, string? reason = null) : Exception(reason ?? error.Message)
{
    public GraphError Error => error;
}
