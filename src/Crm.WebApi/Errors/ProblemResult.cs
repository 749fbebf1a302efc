namespace Crm.WebApi.Errors;

/// <summary>A problem as an endpoint's answer.</summary>
internal sealed class ProblemResult(Problem problem) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => ProblemWriter.WriteAsync(httpContext, problem);
}
