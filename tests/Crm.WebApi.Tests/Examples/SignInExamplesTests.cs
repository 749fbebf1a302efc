using System.Net;
using System.Text;
using System.Text.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Examples;

/// <summary>The examples of the document on signing in, run as their readers would run them.</summary>
public sealed class SignInExamplesTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer server = shared.Server;

    [Theory]
    [Example("sign-in/login.js", "console.log(await login({0}, {1}));")]
    [Example("sign-in/login.py", "print(json.dumps(login({0}, {1})))")]
    [Example("sign-in/login.php", "<?php echo json_encode(login({0}, {1}));")]
    public async Task Signing_in_gives_the_three_members(string example, string call)
    {
        using var owner = await server.RegisterTenantAsync();

        var answer = await new Example(example)
            .At(server.Address)
            .Calling(call, owner.Email, World.Password)
            .AnswerAsync();

        answer.ShouldLookLike("sign-in/login-answer.json");
        (await server.MeAsync(answer.GetProperty("accessToken").GetString()!)).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [Example("sign-in/login.js", "console.log(await login({0}, {1}));")]
    [Example("sign-in/login.py", "print(json.dumps(login({0}, {1})))")]
    [Example("sign-in/login.php", "<?php echo json_encode(login({0}, {1}));")]
    public async Task A_wrong_password_fails_as_the_example_handles_it(string example, string call)
    {
        using var owner = await server.RegisterTenantAsync();

        var outcome = await new Example(example)
            .At(server.Address)
            .Calling(call, owner.Email, "not-the-password")
            .RunAsync();

        outcome.ExitCode.ShouldNotBe(0);
        $"{outcome}".ShouldContain(
            example.EndsWith(".py", StringComparison.Ordinal) ? "Login error: 400" : "Login failed"
        );
    }

    [Theory]
    [Example("sign-in/refresh.js", "console.log(await refreshToken({0}));")]
    public async Task Refreshing_gives_the_three_members(string example, string call)
    {
        using var owner = await server.RegisterTenantAsync();

        var answer = await new Example(example).At(server.Address).Calling(call, owner.RefreshToken).AnswerAsync();

        answer.ShouldLookLike("sign-in/refresh-answer.json");
        answer.GetProperty("refreshToken").GetString().ShouldNotBe(owner.RefreshToken);
    }

    [Theory]
    [Example("sign-in/balance.js", """localStorage.setItem("accessToken", {0});""")]
    public async Task The_balance_is_there_for_who_is_signed_in(string example, string preparation)
    {
        using var owner = await server.RegisterTenantAsync();

        var answer = await new Example(example)
            .At(server.Address)
            .Preparing(preparation, owner.AccessToken)
            .AnswerAsync();

        answer.GetProperty("balance").GetString().ShouldBe("0.00");
        answer.GetProperty("currency").GetString().ShouldBe("TRY");
        answer.GetProperty("asOf").GetDateTimeOffset().ShouldBe(server.Clock.GetUtcNow(), TimeSpan.FromMinutes(1));
    }

    [Theory]
    [Example("sign-in/balance.js", """localStorage.setItem("accessToken", {0});""")]
    public async Task A_token_that_is_not_ours_gets_a_401(string example, string preparation)
    {
        var answer = await new Example(example).At(server.Address).Preparing(preparation, "invalid").AnswerAsync();

        answer.ShouldSay("api-tokens/unauthorized.json");
        answer.GetProperty("statusCode").GetInt32().ShouldBe(401);
    }

    [Fact]
    public async Task The_requests_are_answered_as_shown()
    {
        using var owner = await server.RegisterTenantAsync();

        var signedIn = await SendAsync(
            "sign-in/login.http",
            HttpStatusCode.OK,
            ("\"email\": \"string\"", $"\"email\": \"{owner.Email}\""),
            ("\"password\": \"string\"", $"\"password\": \"{World.Password}\"")
        );
        var refreshed = await SendAsync(
            "sign-in/refresh.http",
            HttpStatusCode.OK,
            ("string", signedIn.GetProperty("refreshToken").GetString()!)
        );

        signedIn.ShouldLookLike("sign-in/login-answer.json");
        refreshed.ShouldLookLike("sign-in/refresh-answer.json");
    }

    [Fact]
    public async Task A_wrong_password_is_answered_with_the_documented_words()
    {
        using var owner = await server.RegisterTenantAsync();

        var answer = await SendAsync(
            "sign-in/login.http",
            HttpStatusCode.BadRequest,
            ("\"email\": \"string\"", $"\"email\": \"{owner.Email}\"")
        );

        answer.ShouldSay("sign-in/wrong-password.json");
    }

    [Fact]
    public async Task A_malformed_address_or_a_missing_member_gets_the_documented_members()
    {
        // As it stands the example's address is the word "string".
        var malformed = await SendAsync("sign-in/login.http", HttpStatusCode.BadRequest);
        var missing = await SendAsync("sign-in/login.http", HttpStatusCode.BadRequest, ("\"email\": \"string\",", ""));

        foreach (var answer in (JsonElement[])[malformed, missing])
        {
            answer.GetProperty("error").GetString().ShouldNotBeNullOrEmpty();
            answer.GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
            answer.GetProperty("statusCode").GetInt32().ShouldBe(400);
        }
    }

    /// <summary>An example that is a request as it stands: a request line, headers, and the body from the first brace on.</summary>
    private async Task<JsonElement> SendAsync(
        string example,
        HttpStatusCode expected,
        params (string Written, string Sent)[] values
    )
    {
        var text = values.Aggregate(
            Fixture.Read(example),
            (current, value) => current.Replace(value.Written, value.Sent, StringComparison.Ordinal)
        );
        var start = text.IndexOf('{', StringComparison.Ordinal);
        var head = text[..start].TrimEnd('\n').Split('\n');
        var line = head[0].Split(' ');
        head[1..].ShouldBe(["Content-Type: application/json"]);
        using var request = new HttpRequestMessage(HttpMethod.Parse(line[0]), line[1]);
        request.Content = new StringContent(text[start..], Encoding.UTF8, "application/json");
        using var client = server.CreateClient();

        using var response = await client.SendAsync(request);

        return await response.ShouldBeAsync(expected);
    }
}
