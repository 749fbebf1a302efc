using System.Net;
using System.Text.Json;
using Crm.Infrastructure.Identity.Tokens;
using Crm.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Identity;

/// <summary>The keys are the whole server's, so each test has one for itself.</summary>
public sealed class SigningKeyTests : IAsyncLifetime
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
