using System.Text.Json;
using Crm.WebApi.Tests.Conventions;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Errors;

public sealed class ProblemWriterTests(SharedSampleServer shared) : IClassFixture<SharedSampleServer>
{
    private readonly SampleServer server = shared.Server;

    [Fact]
    public async Task A_problem_has_every_member_of_the_contract()
    {
        var answer = await server.GetAsync("/nowhere");

        answer.MediaType.ShouldBe("application/problem+json");
        var problem = answer.Json;
        problem.GetProperty("type").GetString().ShouldBe("/docs/problems#not_found");
        problem.GetProperty("title").GetString().ShouldBe("Not found");
        problem.GetProperty("status").GetInt32().ShouldBe(404);
        problem.GetProperty("detail").GetString().ShouldBe("There is nothing at this address.");
        problem.GetProperty("instance").GetString().ShouldBe("/nowhere");
        problem.GetProperty("traceId").GetString().ShouldNotBeNullOrEmpty();
        problem.GetProperty("success").GetBoolean().ShouldBeFalse();
        problem.GetProperty("error").GetString().ShouldBe("Not found");
        problem.GetProperty("message").GetString().ShouldBe("There is nothing at this address.");
        problem.GetProperty("statusCode").GetInt32().ShouldBe(404);
        problem.GetProperty("code").GetString().ShouldBe("not_found");
        problem.TryGetProperty("errors", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("tr", "Bulunamadı")]
    [InlineData("tr-TR,en;q=0.8", "Bulunamadı")]
    [InlineData("de, fr;q=0.9, ar;q=0.5, en;q=0.4", "غير موجود")]
    [InlineData("en;q=0.1, tr;q=0.9", "Bulunamadı")]
    [InlineData("tr;q=0, ar", "غير موجود")]
    [InlineData("de", "Not found")]
    [InlineData("*", "Not found")]
    [InlineData(";;;nonsense=", "Not found")]
    public async Task The_title_follows_the_language_and_the_error_does_not(string language, string title)
    {
        var answer = await server.GetAsync("/nowhere", language);

        answer.Json.GetProperty("title").GetString().ShouldBe(title);
        answer.Json.GetProperty("error").GetString().ShouldBe("Not found");
    }

    [Fact]
    public async Task A_language_does_not_stay_on_the_connection()
    {
        await server.GetAsync("/nowhere", "tr");

        (await server.GetAsync("/nowhere")).Json.GetProperty("title").GetString().ShouldBe("Not found");
    }

    [Fact]
    public async Task A_refused_method_says_which_are_allowed()
    {
        var answer = await server.SendAsync(HttpMethod.Delete, "/api/v1/samples");

        answer.Code.ShouldBe("method_not_allowed");
        answer.Headers["Allow"].ShouldBe("POST");
    }

    [Fact]
    public async Task Messages_of_401_and_403_never_change()
    {
        var answer = await server.SendAsync(
            HttpMethod.Post,
            "/api/integrations/webhooks/meta/a-secret-account-key/",
            "{}"u8.ToArray(),
            language: "tr"
        );

        answer.Json.GetProperty("message").GetString().ShouldBe("Forbidden");
        answer.Json.GetProperty("title").GetString().ShouldBe("Yasak");
    }

    [Fact]
    public async Task An_account_key_is_masked()
    {
        var answer = await server.SendAsync(
            HttpMethod.Post,
            "/api/integrations/webhooks/meta/a-secret-account-key/",
            "{}"u8.ToArray()
        );

        answer.Json.GetProperty("instance").GetString().ShouldBe("/api/integrations/webhooks/meta/***");
    }

    [Fact]
    public async Task A_broken_rule_has_the_status_of_its_code() =>
        (await server.GetAsync("/api/v1/taken")).Status.ShouldBe(409);

    [Fact]
    public async Task An_unexpected_failure_tells_nothing_about_itself()
    {
        var answer = await server.GetAsync("/api/v1/broken");

        answer.Status.ShouldBe(500);
        answer.Code.ShouldBe("internal_error");
        answer.Body.ShouldNotContain("secret inside");
        answer.Headers["X-Content-Type-Options"].ShouldBe("nosniff");
    }

    [Fact]
    public async Task A_database_out_of_reach_is_told_with_a_time_to_come_back()
    {
        var answer = await server.GetAsync("/api/v1/unreachable");

        answer.Status.ShouldBe(503);
        answer.Code.ShouldBe("unavailable");
        answer.Headers["Retry-After"].ShouldBe("2");
    }

    [Fact]
    public async Task Faults_of_members_are_told_in_the_language_of_the_caller()
    {
        var answer = await server.PostAsync("/api/v1/samples", """{"surprise":1}""", "tr");

        answer.Json.GetProperty("errors").GetProperty("surprise")[0].GetString().ShouldBe("Bu alan burada bilinmiyor.");
        answer.Json.GetProperty("detail").ValueKind.ShouldBe(JsonValueKind.String);
    }
}
