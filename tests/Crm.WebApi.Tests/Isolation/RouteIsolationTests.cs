using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Crm.TestKit;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Isolation;

/// <summary>
/// Every route that the server has, asked by one tenant for another's things, of which there is one in every table.
/// </summary>
public sealed partial class RouteIsolationTests(NeighbourServer neighbour)
    : IClassFixture<NeighbourServer>,
        IAsyncLifetime
{
    private readonly TestServer server = neighbour.Server;
    private SignedIn second = null!;
    private HttpClient platformAdmin = null!;

    public async Task InitializeAsync()
    {
        second = await server.RegisterTenantAsync();
        platformAdmin = await server.SignInPlatformAdminAsync();
    }

    public Task DisposeAsync()
    {
        platformAdmin.Dispose();
        second.Dispose();

        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_foreign_id_gives_the_answer_of_a_missing_one()
    {
        foreach (
            var (method, pattern) in Routes().Where(route => route.Pattern.Contains('{', StringComparison.Ordinal))
        )
        {
            var foreign = await AskAsync(CallerOf(pattern), method, pattern, NeighbourServer.Foreign);
            var missing = await AskAsync(CallerOf(pattern), method, pattern, Guid.CreateVersion7());

            foreign.ShouldBe(missing, $"{method} {pattern}");
            foreign.Status.ShouldBeOneOf(
                [HttpStatusCode.NotFound, HttpStatusCode.BadRequest, HttpStatusCode.UnsupportedMediaType],
                $"{method} {pattern}"
            );
        }
    }

    [Fact]
    public async Task No_list_shows_anything_of_another_tenant()
    {
        var lists = Routes()
            .Where(route => route.Method == "GET" && !route.Pattern.Contains('{', StringComparison.Ordinal))
            .Where(route => !route.Pattern.EndsWith("/events", StringComparison.Ordinal))
            // The platform's administrators find tenants by their names.
            .Where(route => route.Pattern != "/api/v1/platform/tenants")
            // For API tokens alone; a person has none.
            .Where(route => !route.Pattern.EndsWith("/api-tokens/current", StringComparison.Ordinal));

        foreach (var (method, pattern) in lists)
        {
            var (status, body) = await AskAsync(CallerOf(pattern), method, pattern, NeighbourServer.Foreign);

            status.ShouldBe(HttpStatusCode.OK, pattern);
            body.ShouldNotContain(NeighbourServer.Marker, Case.Insensitive, pattern);
            body.ShouldNotContain("{id}", Case.Insensitive, pattern);
        }
    }

    [Fact]
    public async Task What_is_the_platforms_is_closed_to_every_tenant()
    {
        foreach (var (method, pattern) in Routes().Where(route => IsOfThePlatform(route.Pattern)))
        {
            var (status, _) = await AskAsync(second.Client, method, pattern, NeighbourServer.Foreign);

            status.ShouldBe(HttpStatusCode.Forbidden, $"{method} {pattern}");
        }
    }

    [Fact]
    public void The_suite_sees_the_routes() => Routes().Count().ShouldBeGreaterThan(20);

    private IEnumerable<(string Method, string Pattern)> Routes() =>
        from endpoint in server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
        select (method, "/" + endpoint.RoutePattern.RawText!.Trim('/'));

    private HttpClient CallerOf(string pattern) => IsOfThePlatform(pattern) ? platformAdmin : second.Client;

    private static bool IsOfThePlatform(string pattern) =>
        pattern.StartsWith("/api/v1/platform/", StringComparison.Ordinal);

    private static async Task<(HttpStatusCode Status, string Body)> AskAsync(
        HttpClient caller,
        string method,
        string pattern,
        Guid id
    )
    {
        var path = Placeholder().Replace(pattern, id.ToString());
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method != "GET")
        {
            request.Content = JsonContent.Create(new { name = "x" });
        }

        using var response = await caller.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();

        return (
            response.StatusCode,
            Volatile().Replace(body, "").Replace(id.ToString(), "{id}", StringComparison.Ordinal)
        );
    }

    [GeneratedRegex(@"\{[^}]+\}", RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();

    [GeneratedRegex("\"traceId\":\"[^\"]*\"", RegexOptions.NonBacktracking)]
    private static partial Regex Volatile();
}
