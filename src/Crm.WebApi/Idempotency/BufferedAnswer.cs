using Crm.WebApi.Errors;

namespace Crm.WebApi.Idempotency;

/// <summary>A route's answer, held back until it is kept.</summary>
internal static class BufferedAnswer
{
    /// <summary>Runs the route; a refusal that it throws becomes its answer, as it would further out.</summary>
    /// <exception cref="Exception">What is no refusal: a fault of ours, or the database away.</exception>
    public static async Task<KeptResponse> RunAsync(HttpContext context, RequestDelegate next)
    {
        var response = context.Response;
        var body = response.Body;
        await using var buffer = new MemoryStream();
        response.Body = buffer;
        try
        {
            try
            {
                await next(context);
            }
            catch (Exception exception)
                when (ExceptionProblems.Describe(context, exception) is var problem
                    && ProblemCatalog.Statuses[problem.Code] < StatusCodes.Status500InternalServerError
                )
            {
                await ProblemWriter.WriteAsync(context, problem);
            }

            return KeptResponse.Of(response, buffer.ToArray());
        }
        finally
        {
            response.Body = body;
        }
    }

    public static Task SendAsync(HttpContext context, KeptResponse answer) =>
        context.Response.Body.WriteAsync(answer.Body, context.RequestAborted).AsTask();

    /// <summary>
    /// An answer that a repetition gets again. What depends on the moment is asked anew: who the caller is, what the plan allows,
    /// how busy we are, and what somebody else changed at the same time.
    /// </summary>
    public static bool IsWorthKeeping(KeptResponse answer) =>
        answer.Status is >= 200 and < 300 or 400 or 404 or 422
        || (answer.Status is 409 && answer.Body.AsSpan().IndexOf("\"concurrent_change\""u8) < 0);
}
