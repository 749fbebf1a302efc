using System.Net;
using System.Net.Http.Json;
using Crm.Domain.ApiTokens;
using Crm.TestKit;
using Crm.WebApi.Authentication;
using Crm.WebApi.Tests.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.ApiTokens;

public sealed class TokenAuthenticationTests(SharedServer shared) : IClassFixture<SharedServer>, IAsyncLifetime
{
    private readonly TestServer server = shared.Server;
    private SignedIn owner = null!;

    public async Task InitializeAsync() => owner = await server.RegisterTenantAsync();

    public Task DisposeAsync()
    {
        owner.Dispose();

        return Task.CompletedTask;
    }

    [Fact]
    public async Task Read_reads_and_write_writes()
    {
        using var reader = server.ClientWith((await owner.IssueTokenAsync()).Token);
        using var writer = server.ClientWith((await owner.IssueTokenAsync(["write"])).Token);

        (await reader.StatusAsync()).ShouldBe(HttpStatusCode.OK);
        (await writer.StatusAsync()).ShouldBe(HttpStatusCode.OK);
        using var refused = await reader.PostAsJsonAsync(TokenWorld.Leads, new { email = "a@example.com" });
        using var added = await writer.PostAsJsonAsync(TokenWorld.Leads, new { email = "a@example.com" });
        (await refused.ProblemAsync(HttpStatusCode.Forbidden)).ShouldBe("forbidden");
        await added.ShouldBeAsync(HttpStatusCode.Created);
    }

    [Fact]
    public async Task It_says_what_it_is()
    {
        var venue = await server.AddVenueAsync(owner, "A-1");
        var expiry = server.Clock.GetUtcNow().AddDays(3);
        var (id, token) = await owner.IssueTokenAsync(["write"], ["A-1"], expiry);
        using var partner = server.ClientWith(token);

        var current = await partner.JsonAsync(TokenWorld.Current);

        current.GetProperty("id").GetGuid().ShouldBe(id);
        current.GetProperty("name").GetString().ShouldBe("Partner");
        current.GetProperty("permissions").ToString().ShouldBe("""["read","write"]""");
        current.GetProperty("venueIds")[0].GetGuid().ShouldBe(venue);
        current.GetProperty("expiresAt").GetDateTimeOffset().ShouldBe(expiry);
        (await owner.Client.StatusAsync(TokenWorld.Current)).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_route_that_is_not_opened_to_tokens_is_closed_to_them()
    {
        using var partner = server.ClientWith((await owner.IssueTokenAsync(["delete"])).Token);
        var closed = server
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint =>
                endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
                && endpoint.Metadata.GetMetadata<TokenAccess>() is null
            )
            .ToList();

        closed.Count.ShouldBeGreaterThan(20);
        foreach (var endpoint in closed)
        {
            var path = string.Join(
                '/',
                endpoint
                    .RoutePattern.RawText!.Split('/')
                    .Select(part => part.StartsWith('{') ? Guid.CreateVersion7().ToString() : part)
            );
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods)
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), path);
                using var response = await partner.SendAsync(request);

                response.StatusCode.ShouldBe(HttpStatusCode.Forbidden, $"{method} {path}");
            }
        }
    }

    [Fact]
    public async Task A_mistyped_one_is_told_from_one_that_is_over()
    {
        var (_, token) = await owner.IssueTokenAsync();
        var mistyped = token[..20] + (token[20] == 'a' ? 'b' : 'a') + token[21..];
        var unknown = TokenText.Issue().Token.Reveal();

        foreach (
            var (wrong, words) in new[] { (mistyped, "mistyped"), (token[..^1], "mistyped"), (unknown, "unknown") }
        )
        {
            using var client = server.ClientWith(wrong);
            using var response = await client.GetAsync(TokenWorld.Leads);

            var problem = await response.ShouldBeAsync(HttpStatusCode.Unauthorized);
            problem.GetProperty("message").GetString().ShouldBe("Unauthorized");
            problem.GetProperty("success").GetBoolean().ShouldBeFalse();
            response.Headers.WwwAuthenticate.ToString().ShouldContain(words);
        }
    }

    [Fact]
    public async Task The_right_prefix_with_another_secret_is_refused()
    {
        var (_, token) = await owner.IssueTokenAsync();
        var other = TokenText.Issue();
        await server.ExecuteAsync(
            owner.TenantId,
            $"insert into api_tokens.secret (tenant_id, prefix, token_id, hash, created_at) select tenant_id, '{other.Prefix}', token_id, hash, created_at from api_tokens.secret where prefix = '{token[4..12]}'"
        );
        using var thief = server.ClientWith(other.Token.Reveal());

        (await thief.StatusAsync()).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task It_ends_when_it_expires()
    {
        var (_, token) = await owner.IssueTokenAsync(expiresAt: server.Clock.GetUtcNow().AddMinutes(10));
        using var partner = server.ClientWith(token);
        (await partner.StatusAsync()).ShouldBe(HttpStatusCode.OK);

        server.Clock.Advance(TimeSpan.FromMinutes(10));

        (await partner.StatusAsync()).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_rotated_one_works_until_the_overlap_ends()
    {
        var (id, token) = await owner.IssueTokenAsync();
        using var before = server.ClientWith(token);
        using var after = server.ClientWith(await RotateAsync(id, overlapSeconds: 600));

        (await before.StatusAsync()).ShouldBe(HttpStatusCode.OK);
        (await after.StatusAsync()).ShouldBe(HttpStatusCode.OK);
        server.Clock.Advance(TimeSpan.FromSeconds(600));

        (await before.StatusAsync()).ShouldBe(HttpStatusCode.Unauthorized);
        (await after.StatusAsync()).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_rotation_without_overlap_ends_every_earlier_secret()
    {
        var (id, first) = await owner.IssueTokenAsync();
        var second = await RotateAsync(id, overlapSeconds: 600);
        var third = await RotateAsync(id, overlapSeconds: null);

        foreach (var token in new[] { first, second })
        {
            using var ended = server.ClientWith(token);
            await ended.ShouldSoonBeAsync(HttpStatusCode.Unauthorized);
        }

        using var newest = server.ClientWith(third);
        (await newest.StatusAsync()).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("127.0.0.0/8", HttpStatusCode.OK)]
    [InlineData("::1", HttpStatusCode.Forbidden)]
    [InlineData("203.0.113.0/24", HttpStatusCode.Forbidden)]
    public async Task It_works_from_its_networks_alone(string network, HttpStatusCode status)
    {
        using var partner = server.ClientWith((await owner.IssueTokenAsync(allowedIps: [network])).Token);

        (await partner.StatusAsync()).ShouldBe(status);
        (await partner.StatusAsync(TokenWorld.Current)).ShouldBe(status);
    }

    [Fact]
    public async Task A_public_route_does_not_look_at_it()
    {
        using var client = server.ClientWith("crm_nonsense");

        (await client.StatusAsync("/health/live")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Requests_are_limited_for_each_token()
    {
        await using var limited = await TestServer.StartAsync(
            server.Database,
            server.Clock,
            settings: ("CRM_RATE_LIMIT_PER_MINUTE", "3")
        );
        using var busy = limited.ClientWith((await owner.IssueTokenAsync()).Token);
        using var other = limited.ClientWith((await owner.IssueTokenAsync()).Token);
        for (var request = 0; request < 3; request++)
        {
            (await busy.StatusAsync()).ShouldBe(HttpStatusCode.OK);
        }

        (await busy.StatusAsync()).ShouldBe(HttpStatusCode.TooManyRequests);
        (await other.StatusAsync()).ShouldBe(HttpStatusCode.OK);
    }

    private async Task<string> RotateAsync(Guid id, int? overlapSeconds)
    {
        using var response = await owner.Client.PostAsync(
            $"{TokenWorld.Route}/{id}/rotate",
            overlapSeconds is null ? null : JsonContent.Create(new { overlapSeconds })
        );

        return (await response.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("token").GetString()!;
    }
}
