using System.Net;
using System.Text.Json;
using Crm.Infrastructure.Identity.Tokens;
using Crm.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Identity;

public sealed class AccessTokenTests : IAsyncLifetime
{
    private TestServer server = null!;
    private SignedIn owner = null!;

    public async Task InitializeAsync()
    {
        server = await TestServer.StartAsync();
        owner = await server.RegisterTenantAsync();
    }

    public async Task DisposeAsync()
    {
        owner.Dispose();
        await server.DisposeAsync();
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
    public async Task A_worn_key_is_replaced_and_verifies_until_its_last_token_has_expired()
    {
        server.Clock.Advance(TimeSpan.FromDays(90) - TimeSpan.FromMinutes(30));
        var before = await SignInAsync();
        server.Clock.Advance(TimeSpan.FromMinutes(40));

        var after = await SignInAsync();

        KeyOf(after).ShouldNotBe(KeyOf(before));
        (await server.MeAsync(before)).ShouldBe(HttpStatusCode.OK);
        (await server.MeAsync(after)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Both_keys_are_published_until_the_old_ones_last_token_has_expired_and_later_it_is_deleted()
    {
        server.Clock.Advance(TimeSpan.FromDays(90) - TimeSpan.FromMinutes(30));
        var before = await SignInAsync();
        server.Clock.Advance(TimeSpan.FromMinutes(40));
        var keys = server.Services.GetRequiredService<SigningKeys>();

        await keys.TendAsync(CancellationToken.None);

        (await PublishedAsync()).Count.ShouldBe(2);
        (await PublishedAsync()).ShouldContain(KeyOf(before));
        (await server.MeAsync(before)).ShouldBe(HttpStatusCode.OK);
        server.Clock.Advance(TimeSpan.FromHours(3));
        (await PublishedAsync()).ShouldHaveSingleItem().ShouldNotBe(KeyOf(before));
        (await server.MeAsync(before)).ShouldBe(HttpStatusCode.Unauthorized);
        (await StoredKeysAsync()).ShouldBe(2);

        server.Clock.Advance(TimeSpan.FromDays(8));
        await keys.TendAsync(CancellationToken.None);

        (await StoredKeysAsync()).ShouldBe(1);
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

    private async Task<string> SignInAsync()
    {
        using var client = server.CreateClient();
        using var response = await client.LogInAsync(owner.Email, World.Password);

        return (await response.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("accessToken").GetString()!;
    }

    private async Task<List<string?>> PublishedAsync()
    {
        using var client = server.CreateClient();
        using var keys = JsonDocument.Parse(await client.GetStringAsync("/.well-known/jwks.json"));

        return
        [
            .. keys.RootElement.GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("kid").GetString()),
        ];
    }

    private async Task<long> StoredKeysAsync()
    {
        await using var connection = new NpgsqlConnection(server.Database.ConnectionString);
        await connection.OpenAsync();
        await using var count = new NpgsqlCommand("select count(*) from identity.signing_key", connection);

        return (long)(await count.ExecuteScalarAsync())!;
    }

    private static string KeyOf(string token) => new JsonWebToken(token).Kid;
}
