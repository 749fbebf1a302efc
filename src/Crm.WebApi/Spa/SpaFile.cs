using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace Crm.WebApi.Spa;

/// <summary>
/// A file of the app, whole in memory: an app that is built anew beside a running server does not mix with the one that it serves.
/// </summary>
/// <param name="IsNamedByContent">Another content would have another name.</param>
internal sealed record SpaFile(byte[] Content, byte[]? Brotli, byte[]? Gzip, string ContentType, bool IsNamedByContent)
{
    private const int TagBytes = 12;
    private static readonly FileExtensionContentTypeProvider Types = new();

    private readonly string hash = Convert.ToHexStringLower(SHA256.HashData(Content).AsSpan(0, TagBytes));

    public static SpaFile Read(string path, bool isNamedByContent) =>
        new(File.ReadAllBytes(path), Beside(path + ".br"), Beside(path + ".gz"), TypeOf(path), isNamedByContent);

    public FileContentHttpResult Answer(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = IsNamedByContent ? "public, max-age=31536000, immutable" : "no-cache";
        if (Brotli is not null || Gzip is not null)
        {
            headers.Vary = HeaderNames.AcceptEncoding;
        }

        var (body, coding) = Choose(context.Request);
        if (coding is not null)
        {
            headers.ContentEncoding = coding;
        }

        return TypedResults.Bytes(
            body,
            ContentType,
            // Each coding is a representation of its own.
            entityTag: new EntityTagHeaderValue(coding is null ? $"\"{hash}\"" : $"\"{hash}-{coding}\"")
        );
    }

    private (byte[] Body, string? Coding) Choose(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().AcceptEncoding;

        return Brotli is not null && Accepts("br") ? (Brotli, "br")
            : Gzip is not null && Accepts("gzip") ? (Gzip, "gzip")
            : (Content, null);

        bool Accepts(string coding) =>
            accepted.Any(given =>
                given.Value.Equals(coding, StringComparison.OrdinalIgnoreCase) && given.Quality is not 0
            );
    }

    private static byte[]? Beside(string path) => File.Exists(path) ? File.ReadAllBytes(path) : null;

    private static string TypeOf(string path)
    {
        var type = Types.TryGetContentType(path, out var known) ? known : "application/octet-stream";

        return type.StartsWith("text/", StringComparison.Ordinal) || type is "image/svg+xml" or "application/json"
            ? $"{type}; charset=utf-8"
            : type;
    }
}
