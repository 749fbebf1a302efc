using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Crm.WebApi.Conventions;
using Crm.WebApi.Languages;

namespace Crm.WebApi.Errors;

/// <summary>Writes the one shape that every error has, in the caller's language.</summary>
internal static class ProblemWriter
{
    public const string ContentType = "application/problem+json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Task WriteAsync(HttpContext context, string code) => WriteAsync(context, new Problem(code));

    public static Task WriteAsync(HttpContext context, Problem problem)
    {
        if (context.Response.HasStarted)
        {
            return Task.CompletedTask;
        }

        var document = Describe(context, problem);
        var response = context.Response;
        response.StatusCode = document.Status;
        SecurityHeaders.Apply(context);
        response.Headers.ContentLanguage = RequestLanguage.Current;
        response.Headers.Append("Vary", "Accept-Language");
        if (problem.RetryAfter is { } pause)
        {
            var seconds = Math.Max(1, (int)Math.Ceiling(pause.TotalSeconds));
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return response.WriteAsJsonAsync(document, Json, ContentType, context.RequestAborted);
    }

    private static ProblemDocument Describe(HttpContext context, Problem problem)
    {
        var code = problem.Code;
        var status = ProblemCatalog.Statuses[code];
        var text = ProblemTexts.Find(RequestLanguage.Current, code);
        var english = ProblemTexts.Find("en", code);
        var detail = problem.Detail ?? ProblemTexts.Fill(text.Detail, Values(problem));

        return new()
        {
            Type = $"/docs/problems#{code}",
            Title = text.Title,
            Status = status,
            Detail = detail,
            Instance = MaskedPath.Of(context.Request),
            TraceId = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier,
            Success = false,
            Error = english.Title,
            Message = Message(status, code, detail, english),
            StatusCode = status,
            Code = code,
            Errors = problem.Errors,
        };
    }

    // Older clients compare these words, whatever language was asked for.
    private static string Message(int status, string code, string detail, ProblemText english) =>
        (status, code) switch
        {
            (401, _) => "Unauthorized",
            (403, _) => "Forbidden",
            (_, "invalid_credentials") => english.Detail,
            _ => detail,
        };

    private static IReadOnlyList<(string Name, object? Value)> Values(Problem problem) =>
        problem.RetryAfter is { } pause ? [.. problem.Values, ("retryAfter", pause)] : problem.Values;
}
