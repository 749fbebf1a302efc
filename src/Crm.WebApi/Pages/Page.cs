using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Crm.WebApi.Pages;

/// <summary>A page of our own: one inline style that the policy names by its hash, and no script unless it brings its own.</summary>
internal sealed class Page(string title, string body) : IResult
{
    private static readonly string Style = Read("style.css");

    private static readonly string StylePolicy =
        $"default-src 'none'; style-src {Hash(Style)}; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    /// <summary>Runs after the page was read, and may talk to this server alone.</summary>
    public string? Script { get; init; }

    /// <summary>Of the page's words.</summary>
    public string Language { get; init; } = "en";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy = Script is null
            ? StylePolicy
            : $"{StylePolicy}; script-src {Hash(Script)}; connect-src 'self'";
        response.Headers.CacheControl = "no-cache";
        response.Headers.ContentLanguage = Language;
        response.Headers.Append("Vary", "Accept-Language");
        var direction = Language is "ar" ? "rtl" : "ltr";

        return response.WriteAsync(
            $"""
            <!doctype html>
            <html lang="{Language}" dir="{direction}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Text(title)}</title>
            <link rel="icon" href="data:,">
            <style>{Style}</style>
            </head>
            <body><main>{body}</main>{(Script is null ? "" : $"<script>{Script}</script>")}</body>
            </html>
            """,
            httpContext.RequestAborted
        );
    }

    private static string Hash(string text) =>
        $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";

    public static string Text(string? text) => WebUtility.HtmlEncode(text ?? "");

    public static string Read(string name)
    {
        using var stream = typeof(Page).Assembly.GetManifestResourceStream($"Crm.WebApi.Pages.{name}")!;
        using var reader = new StreamReader(stream);

        return reader.ReadToEnd();
    }
}
