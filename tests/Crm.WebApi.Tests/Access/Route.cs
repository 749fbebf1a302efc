using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Crm.TestKit;
using Crm.WebApi.Conventions;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.WebApi.Tests.Access;

/// <summary>One method of one route of the running server.</summary>
internal sealed partial record Route(string Method, string Pattern, bool IsMultipart, IReadOnlyCollection<string> Query)
{
    /// <summary>What a request needs before it is asked who sends it.</summary>
    private static readonly Dictionary<string, object> Bodies = new(StringComparer.Ordinal)
    {
        ["POST /api/v1/venues"] = new { name = "Venue" },
    };

    /// <summary>As docs/access.md has it: without the types of what stands in braces.</summary>
    public string Name => $"{Method} {Constraint().Replace(Pattern, "")}";

    public bool HasIds => Pattern.Contains('{', StringComparison.Ordinal);

    public bool IsList => Method is "GET" && !HasIds && !Pattern.EndsWith("/events", StringComparison.Ordinal);

    /// <summary>Counts, and names nothing that it counts.</summary>
    public bool IsReport => Pattern.StartsWith("/api/v1/reports/", StringComparison.Ordinal);

    /// <summary>Deletes without naming what: it could end what other requests need.</summary>
    public bool IsSweeping => Method is "DELETE" && !HasIds;

    public static IReadOnlyList<Route> AllOf(TestServer server)
    {
        var parameters = server.Services.GetRequiredService<KnownParameters>();

        return
        [
            .. from endpoint in server
                .Services.GetRequiredService<EndpointDataSource>()
                .Endpoints.OfType<RouteEndpoint>()
            from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
            select new Route(
                method,
                "/" + endpoint.RoutePattern.RawText!.Trim('/'),
                TakesForms(endpoint),
                [.. parameters.Of(endpoint) ?? Enumerable.Empty<string>()]
            ),
        ];
    }

    /// <summary>Harmless: what it names is not there, and what it asks for is nothing or little.</summary>
    public HttpRequestMessage Ask(Guid id, string query = "") =>
        new(HttpMethod.Parse(Method), Placeholder().Replace(Pattern, id.ToString()) + query)
        {
            Content =
                Method is "GET" or "HEAD" or "DELETE" ? null
                : IsMultipart ? new MultipartFormDataContent { { new StringContent(""), "nothing" } }
                : JsonContent.Create(Bodies.GetValueOrDefault(Name, new { })),
        };

    private static bool TakesForms(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes.Contains("multipart/form-data") is true;

    [GeneratedRegex(@"\{[^}]+\}", RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@":[^}/]+", RegexOptions.NonBacktracking)]
    private static partial Regex Constraint();
}
