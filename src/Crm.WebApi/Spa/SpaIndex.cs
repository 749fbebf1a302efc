using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.WebApi.Spa;

/// <summary>The app's one page, at whichever of its addresses it was asked for.</summary>
internal sealed class SpaIndex(SpaFile file, IReadOnlyList<string> pictureOrigins)
{
    /// <summary>Where the page wants the nonce of its style elements.</summary>
    private const string Placeholder = "__CSP_NONCE__";
    private const int NonceBytes = 18;

    private readonly string? template =
        Encoding.UTF8.GetString(file.Content) is var text && text.Contains(Placeholder, StringComparison.Ordinal)
            ? text
            : null;

    private readonly string elsewhere = string.Concat(pictureOrigins.Select(origin => $" {origin}"));

    public FileContentHttpResult Answer(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        // Not no-referrer, by which some browsers send Origin: null to our own server, and the sign-in cookie is not read.
        headers["Referrer-Policy"] = "same-origin";
        if (template is null)
        {
            headers.ContentSecurityPolicy = Policy(nonce: "");
            return file.Answer(context);
        }

        // Without an ETag: a page out of the cache would come with another nonce in its header than in its text.
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(NonceBytes));
        headers.ContentSecurityPolicy = Policy($" 'nonce-{nonce}'");
        headers.CacheControl = "no-cache";

        return TypedResults.Bytes(
            Encoding.UTF8.GetBytes(template.Replace(Placeholder, nonce, StringComparison.Ordinal)),
            file.ContentType
        );
    }

    private string Policy(string nonce) =>
        $"default-src 'none'; script-src 'self'; style-src 'self'{nonce}; style-src-attr 'unsafe-inline'; "
        + $"img-src 'self' data: blob: https:{elsewhere}; media-src 'self' blob: https:{elsewhere}; font-src 'self'; "
        + "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self' https:; frame-ancestors 'none'";
}
