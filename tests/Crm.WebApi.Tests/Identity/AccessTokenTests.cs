using System.Net;
using System.Text.Json;
using Crm.TestKit;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Identity;

public sealed class AccessTokenTests(SharedServer shared) : IClassFixture<SharedServer>, IAsyncLifetime
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
    public async Task The_published_keys_verify_it()
    {
        using var client = server.CreateClient();
        var discovery = await client.GetStringAsync("/.well-known/openid-configuration");
        using var configuration = JsonDocument.Parse(discovery);
        var keys = await client.GetStringAsync(configuration.RootElement.GetProperty("jwks_uri").GetString());

        var result = await new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(
            owner.AccessToken,
            new TokenValidationParameters
            {
                ValidIssuer = configuration.RootElement.GetProperty("issuer").GetString(),
                ValidateAudience = false,
                ValidateLifetime = false,
                ValidAlgorithms = ["ES256"],
                IssuerSigningKeys = new JsonWebKeySet(keys).GetSigningKeys(),
            }
        );

        result.IsValid.ShouldBeTrue(result.Exception?.Message);
        result.Claims["sub"].ShouldBe(owner.UserId.ToString());
        result.Claims["tid"].ShouldBe(owner.TenantId.ToString());
        keys.ShouldNotContain("\"d\"");
    }

    [Fact]
    public async Task It_ends_after_an_hour()
    {
        (await server.MeAsync(owner.AccessToken)).ShouldBe(HttpStatusCode.OK);
        server.Clock.Advance(TimeSpan.FromMinutes(60));

        using var response = await owner.Client.GetAsync("/api/v1/auth/me");

        var problem = await response.ShouldBeAsync(HttpStatusCode.Unauthorized);
        problem.GetProperty("message").GetString().ShouldBe("Unauthorized");
        problem.GetProperty("success").GetBoolean().ShouldBeFalse();
        response.Headers.WwwAuthenticate.ShouldHaveSingleItem().Scheme.ShouldBe("Bearer");
    }

    [Fact]
    public async Task An_altered_or_unsigned_one_is_refused()
    {
        var parts = owner.AccessToken.Split('.');
        var unsigned = $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""")}.{parts[1]}.";
        var foreign = Base64UrlEncoder
            .Decode(parts[1])
            .Replace(owner.TenantId.ToString(), Guid.CreateVersion7().ToString(), StringComparison.Ordinal);

        (await server.MeAsync(unsigned)).ShouldBe(HttpStatusCode.Unauthorized);
        (await server.MeAsync($"{parts[0]}.{Base64UrlEncoder.Encode(foreign)}.{parts[2]}")).ShouldBe(
            HttpStatusCode.Unauthorized
        );
        (await server.MeAsync("nonsense")).ShouldBe(HttpStatusCode.Unauthorized);
        (await server.MeAsync(new string('a', 9_000))).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Servers_that_start_at_once_share_one_key()
    {
        await using var database = await TestDatabase.CreateAsync();
        var servers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => TestServer.StartAsync(database)));
        using var someone = await servers[0].RegisterTenantAsync();

        foreach (var one in servers)
        {
            (await one.MeAsync(someone.AccessToken)).ShouldBe(HttpStatusCode.OK);
            await one.DisposeAsync();
        }
    }

    [Fact]
    public async Task No_password_or_token_reaches_the_log()
    {
        using var client = server.CreateClient();
        var next = await client.RefreshedAsync(owner.RefreshToken);
        using var wrong = await client.LogInAsync(owner.Email, "wrong-and-not-for-the-log");

        string[] secrets =
        [
            World.Password,
            "wrong-and-not-for-the-log",
            owner.AccessToken,
            owner.RefreshToken,
            next,
            owner.Email,
        ];
        server
            .Logs.Lines.Where(line => secrets.Any(secret => line.Contains(secret, StringComparison.Ordinal)))
            .ShouldBeEmpty();
    }
}
