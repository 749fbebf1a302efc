using System.Net;
using System.Net.Http.Json;
using Crm.TestKit;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Identity;

public sealed class CookieTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer server = shared.Server;

    [Fact]
    public async Task The_refresh_token_travels_in_a_cookie_and_not_in_the_body()
    {
        var cookie = await SignInAsync();

        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=strict", Case.Insensitive);
        cookie.ShouldContain("path=/api/v1/auth", Case.Insensitive);
        using var response = await SendAsync("refresh", cookie);
        (await response.ShouldBeAsync(HttpStatusCode.OK)).TryGetProperty("refreshToken", out _).ShouldBeFalse();
        response.Headers.GetValues("Set-Cookie").Single().ShouldNotBe(cookie);
    }

    [Fact]
    public async Task Without_the_header_the_cookie_is_not_read()
    {
        using var response = await SendAsync("refresh", await SignInAsync(), mode: null);

        await response.ShouldBeAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task From_another_origin_the_cookie_is_not_read()
    {
        using var response = await SendAsync("refresh", await SignInAsync(), origin: "https://evil.example");

        response.IsSuccessStatusCode.ShouldBeFalse();
        response.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Fact]
    public async Task From_our_own_origin_logout_ends_the_sign_in_and_takes_the_cookie_away()
    {
        var cookie = await SignInAsync();

        using var response = await SendAsync(
            "logout",
            cookie,
            origin: server.Address.GetLeftPart(UriPartial.Authority)
        );

        await response.ShouldBeAsync(HttpStatusCode.NoContent);
        response.Headers.GetValues("Set-Cookie").Single().ShouldStartWith("crm_refresh=;");
        using var refreshed = await SendAsync("refresh", cookie);
        await refreshed.ShouldBeAsync(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Two_tabs_that_refresh_at_the_same_moment_both_go_on_with_one_cookie()
    {
        var cookie = await SignInAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SendAsync("refresh", cookie)));

        var successors = new List<string>();
        foreach (var answer in answers)
        {
            var tokens = await answer.ShouldBeAsync(HttpStatusCode.OK);
            (await server.MeAsync(tokens.GetProperty("accessToken").GetString()!)).ShouldBe(HttpStatusCode.OK);
            successors.Add(answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
            answer.Dispose();
        }

        using var next = await SendAsync("refresh", successors.Distinct().ShouldHaveSingleItem());
        await next.ShouldBeAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_signs_out_in_one_tab_is_signed_out_in_all()
    {
        var cookie = await SignInAsync();
        using var first = await SendAsync("refresh", cookie);
        var access = (await first.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("accessToken").GetString()!;
        var current = first.Headers.GetValues("Set-Cookie").Single();

        using var signedOut = await SendAsync("logout", current);

        await signedOut.ShouldBeAsync(HttpStatusCode.NoContent);
        await server.ShouldEndAsync(access);
        using var other = await SendAsync("refresh", current);
        (await other.ProblemAsync(HttpStatusCode.Unauthorized)).ShouldBe("unauthorized");
    }

    [Fact]
    public async Task Another_tenant_comes_with_another_cookie()
    {
        using var owner = await server.RegisterTenantAsync();
        using var client = server.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/auth/switch-tenant")
        {
            Content = JsonContent.Create(new { tenantId = owner.TenantId }),
        };
        request.Headers.Authorization = new("Bearer", owner.AccessToken);
        request.Headers.Add("X-Auth-Mode", "cookie");

        using var answer = await client.SendAsync(request);

        (await answer.ShouldBeAsync(HttpStatusCode.OK)).TryGetProperty("refreshToken", out _).ShouldBeFalse();
        answer.Headers.GetValues("Set-Cookie").Single().ShouldStartWith("crm_refresh=crmr_");
    }

    private async Task<string> SignInAsync()
    {
        using var owner = await server.RegisterTenantAsync();
        using var body = JsonContent.Create(new { email = owner.Email, password = World.Password });
        using var response = await SendAsync("login", cookie: null, content: body);
        (await response.ShouldBeAsync(HttpStatusCode.OK)).TryGetProperty("refreshToken", out _).ShouldBeFalse();

        return response.Headers.GetValues("Set-Cookie").Single();
    }

    private async Task<HttpResponseMessage> SendAsync(
        string route,
        string? cookie,
        string? mode = "cookie",
        string? origin = null,
        HttpContent? content = null
    )
    {
        using var client = server.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/auth/{route}") { Content = content };
        Add(request, "Cookie", cookie?.Split(';')[0]);
        Add(request, "X-Auth-Mode", mode);
        Add(request, "Origin", origin);

        return await client.SendAsync(request);
    }

    private static void Add(HttpRequestMessage request, string header, string? value)
    {
        if (value is not null)
        {
            request.Headers.Add(header, value);
        }
    }
}
