using Crm.TestKit;
using Crm.WebApi.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Crm.Architecture.Tests.Routes;

public sealed class RouteTests
{
    /// <summary>Everything else asks for a signed-in person.</summary>
    private static readonly string[] Anonymous =
    [
        "/",
        "/.well-known/jwks.json",
        "/.well-known/openid-configuration",
        "/api/integrations/accounts/oauth/callback/{platform}",
        "/api/integrations/webhooks/{hook}",
        "/api/integrations/webhooks/{hook}/{accountKey}",
        "/api/v1/auth/confirm-email",
        "/api/v1/auth/forgot-password",
        "/api/v1/auth/login",
        "/api/v1/auth/logout",
        "/api/v1/auth/refresh",
        "/api/v1/auth/register",
        "/api/v1/invitations/accept",
        "/api/v1/auth/reset-password",
        "/docs",
        "/docs/problems",
        "/reconnect",
        "/api/integrations/reconnect",
        "/media/{token}",
        "/health/live",
        "/health/ready",
        "/openapi/{documentName}.json",
    ];

    [Fact]
    public async Task Only_the_listed_routes_are_open_to_nobody_in_particular()
    {
        await using var server = await TestServer.StartAsync();

        Endpoints(server)
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            .Select(Pattern)
            .Distinct(StringComparer.Ordinal)
            .ShouldBe(Anonymous, ignoreOrder: true);
    }

    [Fact]
    public async Task Every_other_route_says_who_may_use_it()
    {
        await using var server = await TestServer.StartAsync();

        Endpoints(server)
            .Where(endpoint =>
                endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
                && endpoint.Metadata.GetMetadata<IAuthorizeData>() is null
            )
            .Select(Pattern)
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_the_platforms_and_nothing_else_is_for_its_administrators()
    {
        await using var server = await TestServer.StartAsync();

        var theirs = Endpoints(server).Where(AsksForPlatformAdmin).Select(Pattern).ToList();

        theirs.ShouldNotBeEmpty();
        theirs.ShouldBe(
            Endpoints(server)
                .Select(Pattern)
                .Where(pattern => pattern.StartsWith("/api/v1/platform/", StringComparison.Ordinal)),
            ignoreOrder: true
        );
    }

    private static bool AsksForPlatformAdmin(RouteEndpoint endpoint) =>
        endpoint
            .Metadata.GetOrderedMetadata<IAuthorizeData>()
            .Any(authorize => authorize.Policy == Policies.PlatformAdmin);

    private static IEnumerable<RouteEndpoint> Endpoints(TestServer server) =>
        server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private static string Pattern(RouteEndpoint endpoint) => "/" + (endpoint.RoutePattern.RawText ?? "").Trim('/');
}
