using Crm.Domain.Common;
using Microsoft.Net.Http.Headers;

namespace Crm.WebApi.Conventions;

/// <summary>
/// ETag, If-None-Match and If-Match of one resource: an endpoint reads, hands over the version, and answers with what
/// comes back.
/// </summary>
internal static class ResourceVersions
{
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

    /// <summary>Throws <c>precondition_failed</c> when If-Match names another version than the current one.</summary>
    public static void RequireMatch(this HttpRequest request, string version)
    {
        var wanted = request.GetTypedHeaders().IfMatch;
        var tag = Tag(version);
        if (
            wanted.Count > 0
            && !wanted.Any(known =>
                known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: true)
            )
        )
        {
            throw new DomainException("precondition_failed");
        }
    }

    private static EntityTagHeaderValue Tag(string version) => new($"\"{version}\"");
}
