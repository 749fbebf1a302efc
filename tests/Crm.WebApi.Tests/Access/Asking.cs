using System.Net;
using System.Text.RegularExpressions;

namespace Crm.WebApi.Tests.Access;

/// <summary>Asks a route, and makes answers to different ids comparable.</summary>
internal static partial class Asking
{
    /// <summary>Stands in an answer for the id that was asked for.</summary>
    public const string ItsId = "{id}";

    public static async Task<(HttpStatusCode Status, string Body)> AskAsync(
        this HttpClient caller,
        Route route,
        Guid id,
        string query = "",
        HttpContent? content = null
    )
    {
        using var request = route.Ask(id, query);
        request.Content = content ?? request.Content;
        using var response = await caller.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();

        return (
            response.StatusCode,
            Volatile().Replace(body, "").Replace(id.ToString(), ItsId, StringComparison.OrdinalIgnoreCase)
        );
    }

    [GeneratedRegex("\"traceId\":\"[^\"]*\"", RegexOptions.NonBacktracking)]
    private static partial Regex Volatile();
}
