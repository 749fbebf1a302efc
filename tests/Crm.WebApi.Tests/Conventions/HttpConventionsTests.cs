using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Conventions;

public sealed class HttpConventionsTests
{
    [Fact]
    public async Task Every_answer_keeps_browsers_from_doing_harm()
    {
        await using var server = await SampleServer.StartAsync();

        var headers = (await server.GetAsync("/nowhere")).Headers;

        headers["X-Content-Type-Options"].ShouldBe("nosniff");
        headers["X-Frame-Options"].ShouldBe("DENY");
        headers["Referrer-Policy"].ShouldBe("no-referrer");
        headers["Content-Security-Policy"].ShouldContain("default-src 'none'");
        headers.ShouldNotContainKey("Server");
    }

    [Theory]
    [InlineData("https://app.example.com", true)]
    [InlineData("https://evil.example.com", false)]
    public async Task Only_the_frontend_may_read_answers_from_another_origin(string origin, bool isAllowed)
    {
        await using var server = await SampleServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Options, "/api/v1/samples");
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");

        using var response = await server.Client.SendAsync(request);

        response.Headers.Contains("Access-Control-Allow-Origin").ShouldBe(isAllowed);
        response.Headers.Contains("Access-Control-Allow-Credentials").ShouldBe(isAllowed);
    }

    [Fact]
    public async Task A_caller_over_the_limit_is_told_when_to_come_back()
    {
        await using var server = await SampleServer.StartAsync(("CRM_RATE_LIMIT_PER_MINUTE", "2"));

        var first = await server.GetAsync("/api/v1/taken");
        await server.GetAsync("/api/v1/taken");
        var third = await server.GetAsync("/api/v1/taken");

        first.Headers["RateLimit-Policy"].ShouldBe("\"caller\";q=2;w=60");
        first.Headers["RateLimit"].ShouldBe("\"caller\";r=1");
        third.Code.ShouldBe("rate_limited");
        int.Parse(third.Headers["Retry-After"], null).ShouldBeInRange(1, 60);
    }

    [Fact]
    public async Task A_limit_of_zero_is_none()
    {
        await using var server = await SampleServer.StartAsync(("CRM_RATE_LIMIT_PER_MINUTE", "0"));

        (await server.GetAsync("/api/v1/taken")).Headers.ShouldNotContainKey("RateLimit");
    }

    [Fact]
    public async Task Forwarded_headers_of_strangers_are_ignored_and_those_of_a_trusted_proxy_believed()
    {
        await using var distrusting = await SampleServer.StartAsync();
        await using var trusting = await SampleServer.StartAsync(("CRM_TRUSTED_PROXIES", "127.0.0.0/8, ::1"));

        (await Forwarded(distrusting)).ShouldNotContainKey("Strict-Transport-Security");
        (await Forwarded(trusting)).ShouldContainKey("Strict-Transport-Security");
    }

    [Fact]
    public async Task A_known_version_is_not_sent_again()
    {
        await using var server = await SampleServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/versioned");
        request.Headers.Add("If-None-Match", "\"7\"");

        using var response = await server.Client.SendAsync(request);

        ((int)response.StatusCode).ShouldBe(304);
        response.Headers.ETag!.Tag.ShouldBe("\"7\"");
    }

    private static async Task<Dictionary<string, string>> Forwarded(SampleServer server)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/nowhere");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        using var response = await server.Client.SendAsync(request);

        return response.Headers.ToDictionary(header => header.Key, header => string.Join(',', header.Value));
    }
}
