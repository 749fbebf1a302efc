using System.Net;
using Crm.TestKit;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Identity;

public sealed class SlowDownTests
{
    [Fact]
    public async Task Guesses_are_slowed_down_and_the_owner_gets_in_after_the_pause()
    {
        await using var server = await TestServer.StartAsync(settings: ("CRM_SIGNIN_LIMIT_PER_MINUTE", "1000"));
        using var owner = await server.RegisterTenantAsync();
        using var client = server.CreateClient();
        for (var guess = 0; guess < 5; guess++)
        {
            using var wrong = await client.LogInAsync(owner.Email, $"guess-number-{guess}");
            await wrong.ShouldBeAsync(HttpStatusCode.BadRequest);
        }

        using var refused = await client.LogInAsync(owner.Email, World.Password);
        (await refused.ProblemAsync(HttpStatusCode.TooManyRequests)).ShouldBe("rate_limited");
        server.Clock.Advance(refused.Headers.RetryAfter!.Delta!.Value);

        using var allowed = await client.LogInAsync(owner.Email, World.Password);
        await allowed.ShouldBeAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task One_address_has_so_many_attempts_a_minute()
    {
        await using var server = await TestServer.StartAsync(settings: ("CRM_SIGNIN_LIMIT_PER_MINUTE", "3"));
        using var client = server.CreateClient();
        for (var attempt = 0; attempt < 3; attempt++)
        {
            using var wrong = await client.LogInAsync($"person{attempt}@firma.example", World.Password);
            await wrong.ShouldBeAsync(HttpStatusCode.BadRequest);
        }

        using var refused = await client.LogInAsync("person3@firma.example", World.Password);

        (await refused.ProblemAsync(HttpStatusCode.TooManyRequests)).ShouldBe("rate_limited");
        refused.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("register", """{"tenantName":"a","fullName":"b","email":"none","password":"c"}""")]
    [InlineData("forgot-password", """{"email":"nobody@firma.example"}""")]
    [InlineData("reset-password", """{"token":"guess","newPassword":"plausible-Parola-2026"}""")]
    [InlineData("confirm-email", """{"token":"guess"}""")]
    public async Task Every_open_route_that_checks_a_secret_or_sends_a_mail_is_limited(string route, string body)
    {
        await using var server = await TestServer.StartAsync(settings: ("CRM_SIGNIN_LIMIT_PER_MINUTE", "1"));
        using var client = server.CreateClient();
        var statuses = new List<HttpStatusCode>();
        for (var attempt = 0; attempt < 2; attempt++)
        {
            using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
            using var response = await client.PostAsync($"/api/v1/auth/{route}", content);
            statuses.Add(response.StatusCode);
        }

        statuses[0].ShouldNotBe(HttpStatusCode.TooManyRequests);
        statuses[1].ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task A_storm_of_sign_ins_does_not_starve_other_requests()
    {
        await using var server = await TestServer.StartAsync(settings: ("CRM_PASSWORD_ROUNDS", "210000"));
        using var owner = await server.RegisterTenantAsync();
        using var client = server.CreateClient();
        var storm = Enumerable.Range(0, 100).Select(_ => client.LogInAsync(owner.Email, "not-the-password")).ToList();

        for (var call = 0; call < 20; call++)
        {
            using var response = await owner.Client.GetAsync("/api/v1/auth/me");
            await response.ShouldBeAsync(HttpStatusCode.OK);
        }

        storm.Count(attempt => !attempt.IsCompleted).ShouldBeGreaterThan(0, "Twenty calls waited for the whole storm.");
        var answers = await Task.WhenAll(storm);
        answers.Select(answer => (int)answer.StatusCode).Distinct().ShouldBeSubsetOf([400, 503]);
        answers.Where(answer => (int)answer.StatusCode == 503).ShouldAllBe(answer => answer.Headers.RetryAfter != null);
    }
}
