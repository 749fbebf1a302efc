using Crm.WebApi.Errors;

namespace Crm.WebApi.Conventions;

/// <summary>
/// Answers 404, 405 and 415 before authentication: the policy that asks everybody to sign in would otherwise hide a
/// mistyped address behind a 401.
/// </summary>
internal sealed class UnmatchedRoutes(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) =>
        context.GetEndpoint() switch
        {
            null => ProblemWriter.WriteAsync(context, "not_found"),
            // Routing's own endpoints for 405 and 415 carry no metadata.
            { Metadata.Count: 0, RequestDelegate: { } answer } => answer(context),
            _ => next(context),
        };
}
