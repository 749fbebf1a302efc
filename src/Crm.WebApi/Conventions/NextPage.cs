using Crm.Application.Common;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.WebApi.Conventions;

/// <summary>A page with the address of the next one in its Link header.</summary>
internal static class NextPage
{
    public static Ok<Page<T>> WithNextLink<T>(this HttpResponse response, Page<T> page)
    {
        if (page.NextCursor is { } cursor)
        {
            var request = response.HttpContext.Request;
            var query = new QueryBuilder(
                request.Query.Where(given => given.Key != "cursor").SelectMany(given => given.Value, Pair)
            )
            {
                { "cursor", cursor },
            };
            response.Headers.Link = $"<{request.PathBase}{request.Path}{query}>; rel=\"next\"";
        }

        return TypedResults.Ok(page);
    }

    private static KeyValuePair<string, string> Pair(
        KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues> given,
        string? value
    ) => new(given.Key, value ?? "");
}
