using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Crm.WebApi.Tests.Leads;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Integrations;

/// <summary>Who may call the routes of integrations: by role, and by the state of the subscription.</summary>
public sealed class GateTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Accounts = "/api/integrations/accounts";
    private static readonly string[] OpenWithoutSubscription =
    [
        "/webhooks/",
        "/oauth/callback/",
        "/disconnect",
        "/integrations/reconnect",
    ];

    private readonly TestServer server = shared.Server;

    [Theory]
    [InlineData("viewer", HttpStatusCode.Forbidden)]
    [InlineData("member", HttpStatusCode.Forbidden)]
    [InlineData("admin", HttpStatusCode.Created)]
    public async Task Everybody_reads_accounts_and_admins_change_them(string role, HttpStatusCode status)
    {
        using var owner = await server.RegisterTenantAsync();
        await UpdateAsync(owner, $"update tenancy.membership set role = '{role}'");
        using var person = await server.ClientForAsync(owner);

        using var read = await person.GetAsync(Accounts);
        using var change = await person.PostAsJsonAsync(Accounts, new { platform = "tiktok", name = "Shop" });

        await read.ShouldBeAsync(HttpStatusCode.OK);
        await change.ShouldBeAsync(status);
    }

    [Fact]
    public async Task Without_a_subscription_every_route_but_those_that_end_a_connection_is_closed()
    {
        using var owner = await server.RegisterTenantAsync();
        await UpdateAsync(owner, "update tenancy.subscription set status = 'canceled'");
        using var person = await server.ClientForAsync(owner);

        var routes = Routes().ToList();
        routes.Count.ShouldBeGreaterThan(8);
        foreach (var (method, path) in routes)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            using var answer = await person.SendAsync(request);
            var isOpen =
                method is "DELETE"
                || OpenWithoutSubscription.Any(part => path.Contains(part, StringComparison.Ordinal));

            if (isOpen)
            {
                answer.StatusCode.ShouldNotBe(HttpStatusCode.Forbidden, $"{method} {path}");
            }
            else
            {
                (await answer.ProblemAsync(HttpStatusCode.Forbidden)).ShouldBe(
                    "subscription_inactive",
                    $"{method} {path}"
                );
            }
        }
    }

    [Fact]
    public async Task Without_a_subscription_leads_and_sign_in_go_on()
    {
        using var owner = await server.RegisterTenantAsync();
        await UpdateAsync(owner, "update tenancy.subscription set status = 'canceled'");
        using var person = await server.ClientForAsync(owner);

        using var me = await person.GetAsync("/api/v1/auth/me");
        using var leads = await person.GetAsync("/api/v1/leads");

        await me.ShouldBeAsync(HttpStatusCode.OK);
        await leads.ShouldBeAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_change_of_a_version_that_is_gone_is_refused()
    {
        using var owner = await server.RegisterTenantAsync();
        using var created = await owner.Client.PostAsJsonAsync(Accounts, new { platform = "tiktok", name = "Shop" });
        var path = $"{Accounts}/{(await created.ShouldBeAsync(HttpStatusCode.Created)).GetProperty("id").GetGuid()}";
        using var first = await owner.Client.GetAsync(path);
        var version = first.Headers.ETag.ShouldNotBeNull();
        using var known = await SendAsync(owner, HttpMethod.Get, path, request => request.IfNoneMatch.Add(version));
        known.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        server.Clock.Advance(TimeSpan.FromSeconds(1));

        using var matching = await SendAsync(owner, HttpMethod.Patch, path, request => request.IfMatch.Add(version));
        using var stale = await SendAsync(owner, HttpMethod.Patch, path, request => request.IfMatch.Add(version));
        using var gone = await SendAsync(owner, HttpMethod.Delete, path, request => request.IfMatch.Add(version));

        await matching.ShouldBeAsync(HttpStatusCode.OK);
        (await stale.ProblemAsync(HttpStatusCode.PreconditionFailed)).ShouldBe("precondition_failed");
        await gone.ShouldBeAsync(HttpStatusCode.PreconditionFailed);
    }

    private static async Task<HttpResponseMessage> SendAsync(
        SignedIn person,
        HttpMethod method,
        string path,
        Action<HttpRequestHeaders> adjust
    )
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = method == HttpMethod.Patch ? JsonContent.Create(new { name = "Another" }) : null,
        };
        adjust(request.Headers);

        return await person.Client.SendAsync(request);
    }

    private IEnumerable<(string Method, string Path)> Routes() =>
        server
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.RawText!.Contains("api/integrations/", StringComparison.Ordinal))
            .SelectMany(route =>
                route.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Select(method => (method, Filled(route)))
            );

    private static string Filled(RouteEndpoint route) =>
        "/"
        + string.Join(
            '/',
            route.RoutePattern.PathSegments.Select(segment =>
                segment.Parts[0] switch
                {
                    Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
                    _ => Guid.Empty.ToString("D", CultureInfo.InvariantCulture),
                }
            )
        );

    private async Task UpdateAsync(SignedIn person, string sql)
    {
        await using var connection = new NpgsqlConnection(server.Database.ConnectionString);
        await connection.OpenAsync();
        await using var update = new NpgsqlCommand(
            $"begin; select set_config('role', 'crm_app', true), set_config('crm.tenant', '{person.TenantId}', true); {sql}; commit",
            connection
        );
        await update.ExecuteNonQueryAsync();
    }
}
