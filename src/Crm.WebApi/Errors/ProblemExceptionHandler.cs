using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;

namespace Crm.WebApi.Errors;

/// <summary>Translates every exception once. What is not the caller's doing is logged.</summary>
internal sealed partial class ProblemExceptionHandler(ILogger<ProblemExceptionHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext,
        Exception exception,
        CancellationToken cancellationToken
    )
    {
        var problem = ExceptionProblems.Describe(httpContext, exception);
        if (problem.Code is "internal_error")
        {
            LogUnexpected(Activity.Current?.TraceId.ToString() ?? httpContext.TraceIdentifier, exception);
        }
        else if (problem.Code is "unavailable")
        {
            LogUnavailable(exception.GetBaseException().GetType().Name);
        }

        await ProblemWriter.WriteAsync(httpContext, problem);

        return true;
    }

    [LoggerMessage(LogLevel.Error, "Request {TraceId} failed unexpectedly.")]
    private partial void LogUnexpected(string traceId, Exception exception);

    [LoggerMessage(LogLevel.Warning, "The database cannot be reached: {Cause}.")]
    private partial void LogUnavailable(string cause);
}
