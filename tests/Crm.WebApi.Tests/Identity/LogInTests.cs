using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Identity;

public sealed class LogInTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer server = shared.Server;

    [Fact]
    public async Task The_right_password_gets_three_members_and_an_hour()
    {
        using var owner = await server.RegisterTenantAsync();
        using var client = server.CreateClient();

        using var response = await client.LogInAsync(owner.Email.ToUpperInvariant(), World.Password);

        var answer = await response.ShouldBeAsync(HttpStatusCode.OK);
        answer
            .EnumerateObject()
            .Select(member => member.Name)
            .ShouldBe(["accessToken", "accessTokenExpire", "refreshToken"]);
        var expires = DateTimeOffset.FromUnixTimeSeconds(answer.GetProperty("accessTokenExpire").GetInt64());
        expires.ShouldBe(server.Clock.GetUtcNow().AddMinutes(60), TimeSpan.FromSeconds(1));
        response.Headers.CacheControl?.NoStore.ShouldBeTrue();
        (await server.MeAsync(answer.GetProperty("accessToken").GetString()!)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_get_the_same_words()
    {
        using var owner = await server.RegisterTenantAsync();
        using var client = server.CreateClient();

        using var wrong = await client.LogInAsync(owner.Email, "not-the-password");
        using var unknown = await client.LogInAsync("nobody@nowhere.example", "not-the-password");

        var first = await wrong.ShouldBeAsync(HttpStatusCode.BadRequest);
        first.GetProperty("error").GetString().ShouldBe("Invalid credentials");
        first.GetProperty("message").GetString().ShouldBe("Email or password is incorrect");
        first.GetProperty("statusCode").GetInt32().ShouldBe(400);
        first.GetProperty("code").GetString().ShouldBe("invalid_credentials");
        var second = await unknown.ShouldBeAsync(HttpStatusCode.BadRequest);
        Words(second).ShouldBe(Words(first));
    }

    [Theory]
    [InlineData("""{"email":"not an address","password":"some-password"}""")]
    [InlineData("""{"email":"a@b.example","password":""}""")]
    [InlineData("""{"email":"a@b.example"}""")]
    [InlineData("""{"password":"some-password"}""")]
    public async Task A_malformed_address_or_a_missing_member_is_400(string body)
    {
        using var client = server.CreateClient();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var response = await client.PostAsync("/api/v1/auth/login", content);

        await response.ShouldBeAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Another_tenant_cannot_be_chosen()
    {
        using var owner = await server.RegisterTenantAsync();
        using var stranger = await server.RegisterTenantAsync();
        using var client = server.CreateClient();

        using var response = await client.PostAsJsonAsync(
            "/api/v1/auth/login",
            new
            {
                email = owner.Email,
                password = World.Password,
                tenantId = stranger.TenantId,
            }
        );

        (await response.ProblemAsync(HttpStatusCode.Forbidden)).ShouldBe("forbidden");
    }

    [Fact]
    public async Task The_platform_administrator_signs_in_without_a_tenant()
    {
        await using var platform = await TestServer.StartAsync(
            settings:
            [
                ("CRM_PLATFORM_ADMIN_EMAIL", "admin@platform.example"),
                ("CRM_PLATFORM_ADMIN_PASSWORD", World.Password),
            ]
        );
        using var client = platform.CreateClient();

        using var response = await client.LogInAsync("admin@platform.example", World.Password);

        var answer = await response.ShouldBeAsync(HttpStatusCode.OK);
        (await platform.MeAsync(answer.GetProperty("accessToken").GetString()!)).ShouldBe(HttpStatusCode.OK);
    }

    private static string Words(JsonElement problem) =>
        string.Join(
            '|',
            problem.EnumerateObject().Where(member => member.Name != "traceId").Select(member => member.Value)
        );
}
