using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Crm.WebApi.Conventions;

/// <summary>
/// ETag, If-None-Match and If-Match of one resource: an endpoint reads, hands over the version, and answers with what
/// comes back.
/// </summary>
internal static class ResourceVersions
{
    private const int HashBytes = 12;

    /// <summary>The resource with its ETag, or 304 when the caller has it already.</summary>
    public static IResult Versioned<T>(this HttpContext context, T resource, string version)
    {
        var tag = Tag(version);
        context.Response.Headers.ETag = tag.ToString();
        context.Response.Headers.CacheControl = "private, no-cache";
        var isKnown = context
            .Request.GetTypedHeaders()
            .IfNoneMatch.Any(known =>
                known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false)
            );

        return isKnown ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : TypedResults.Ok(resource);
    }

    /// <summary>
    /// The version to answer with where the body depends on more than its row: on rows beside it, the caller's role and
    /// language, the day. It begins with the row's, which is all that <see cref="WantedVersions"/> reads of it again.
    /// </summary>
    public static string VersionOf<T>(this HttpContext context, T resource, uint version)
    {
        var options = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var hash = SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(resource, options));

        return string.Create(
            CultureInfo.InvariantCulture,
            $"{version}-{Convert.ToHexStringLower(hash.AsSpan(0, HashBytes))}"
        );
    }

    /// <summary>The row versions that If-Match names, to be compared in the statement that changes the row; null when any will do.</summary>
    public static IReadOnlyList<uint>? WantedVersions(this HttpRequest request)
    {
        var wanted = request.GetTypedHeaders().IfMatch;
        if (request.Headers.IfMatch.Count == 0 || wanted.Any(known => known.Equals(EntityTagHeaderValue.Any)))
        {
            return null;
        }

        return [.. wanted.Where(known => !known.IsWeak).Select(RowVersion).OfType<uint>()];
    }

    private static uint? RowVersion(EntityTagHeaderValue tag) =>
        uint.TryParse(
            tag.Tag.Value!.Trim('"').Split('-')[0],
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var version
        )
            ? version
            : null;

    private static EntityTagHeaderValue Tag(string version) => new($"\"{version}\"");
}
