using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Crm.WebApi.Spa;

/// <summary>
/// Answers with the app what no route of the server answers: its files, and its page to a browser that comes in at one of the app's own
/// addresses. Who asks for data, or below an address of the server's, is told that there is nothing.
/// </summary>
internal sealed class SpaAnswers(RequestDelegate next, SpaBundle bundle)
{
    private const string Html = "text/html";

    private static readonly PathString[] NeverPages =
    [
        "/api",
        "/openapi",
        "/docs",
        "/health",
        "/.well-known",
        "/media",
        "/reconnect",
        // A page in place of a script that is gone would be a riddle to the app that asks for it.
        SpaBundle.Assets,
    ];

    public Task InvokeAsync(HttpContext context) =>
        bundle.Index is { } index && IsFree(context) && Find(context, index) is { } answer
            ? answer.ExecuteAsync(context)
            : next(context);

    private FileContentHttpResult? Find(HttpContext context, SpaIndex index)
    {
        var path = context.Request.Path;

        return path == "/" || path == $"/{SpaSettings.Index}" ? index.Answer(context)
            : bundle.Find(path.Value ?? "") is { } file ? file.Answer(context)
            : IsPage(context.Request) ? index.Answer(context)
            : null;
    }

    private static bool IsFree(HttpContext context) =>
        (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        // The start page gives way to the app.
        && (context.GetEndpoint() is null || context.Request.Path == "/");

    // Every browser names HTML when it opens an address, and nothing else does.
    private static bool IsPage(HttpRequest request) =>
        !NeverPages.Any(prefix => request.Path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase))
        && MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted)
        && accepted.Any(type =>
            type.MediaType.Equals(Html, StringComparison.OrdinalIgnoreCase) && type.Quality is not 0
        );
}
