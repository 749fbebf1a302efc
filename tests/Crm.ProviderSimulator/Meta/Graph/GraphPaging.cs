using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Crm.ProviderSimulator.Control;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.ProviderSimulator.Meta.Graph;

/// <summary>Lists with opaque cursors; <c>paging.next</c> is missing on the last page and carries the token, as Graph's does.</summary>
internal static class GraphPaging
{
    private const int DefaultLimit = 25;
    private const int LargestLimit = 100;

    public static IResult Page(GraphCall call, IEnumerable<GraphNode> nodes)
    {
        var limit = Limit(call["limit"]);
        var all = nodes.ToList();
        var start = call["after"] is { } after ? IndexOf(all, after) + 1 : 0;
        var end = call["before"] is { } before ? IndexOf(all, before) : Math.Min(start + limit, all.Count);
        start = call["before"] is null ? start : Math.Max(0, end - limit);
        var page = all[start..end];
        var data = page.Select(node => node.Show(call["fields"])).ToList();
        return page.Count == 0
            ? Results.Json(new { Data = data }, ControlJson.Provider)
            : Results.Json(
                new
                {
                    Data = data,
                    Paging = new
                    {
                        Cursors = new { Before = Cursor(page[0]), After = Cursor(page[^1]) },
                        Next = end < all.Count ? Next(call, Cursor(page[^1])) : null,
                    },
                },
                ControlJson.Provider
            );
    }

    private static int Limit(string? text) =>
        text is null ? DefaultLimit
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit >= 1
            ? Math.Min(limit, LargestLimit)
        : throw new GraphRefusal(GraphError.Parameter("limit is not a positive number"));

    private static int IndexOf(List<GraphNode> nodes, string cursor)
    {
        var index = nodes.FindIndex(node => Cursor(node) == cursor);
        return index >= 0
            ? index
            : throw new GraphRefusal(GraphError.Parameter("The cursor is unknown or no longer valid."));
    }

    private static string Cursor(GraphNode node) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(node.Id));

    private static string Next(GraphCall call, string after)
    {
        var request = call.Context.Request;
        var query = request
            .Query.Where(pair => pair.Key is not ("after" or "before" or "access_token"))
            .ToDictionary(pair => pair.Key, pair => (string?)pair.Value, StringComparer.Ordinal);
        query["after"] = after;
        query["access_token"] = call.Token.Value;
        // Whoever named the host in the Host header does not know the path segment.
        var prefix = $"/{request.Host.Host}/";
        var path = request.Path.Value!;
        path = path.StartsWith(prefix, StringComparison.Ordinal) ? path[(prefix.Length - 1)..] : path;
        return QueryHelpers.AddQueryString($"{request.Scheme}://{request.Host}{path}", query);
    }
}
