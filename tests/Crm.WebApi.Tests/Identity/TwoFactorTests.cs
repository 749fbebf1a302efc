using System.Net;
using System.Net.Http.Json;
using Crm.TestKit;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Identity;

public sealed class TwoFactorTests(ThrottlingServer shared) : IClassFixture<ThrottlingServer>, IAsyncLifetime
{
    private readonly TestServer server = shared.Server;
    private readonly HttpClient client = shared.Server.CreateClient();
    private SignedIn owner = null!;

    public async Task InitializeAsync() => owner = await server.RegisterTenantAsync();

    public Task DisposeAsync()
    {
        owner.Dispose();
        client.Dispose();

        return Task.CompletedTask;
    }

    [Fact]
    public async Task An_unconfirmed_secret_is_not_asked_for()
    {
        using var enabled = await owner.Client.PostAsync("/api/v1/auth/two-factor/enable", content: null);
        var answer = await enabled.ShouldBeAsync(HttpStatusCode.OK);
        answer.GetProperty("otpauthUri").GetString()!.ShouldStartWith("otpauth://totp/CRM:");
        using var wrong = await owner.Client.PostAsJsonAsync(
            "/api/v1/auth/two-factor/confirm",
            new { code = "abcdef" }
        );

        (await wrong.ProblemAsync(HttpStatusCode.BadRequest)).ShouldBe("two_factor_invalid");
        (await LogInAsync(null)).ShouldBe("ok");
    }

    [Fact]
    public async Task A_code_signs_in_once()
    {
        var app = await Authenticator.EnableAsync(owner.Client, server.Clock);

        (await LogInAsync(null)).ShouldBe("two_factor_required");
        (await LogInAsync(app.Code)).ShouldBe("ok");
        (await LogInAsync(app.Code)).ShouldBe("two_factor_invalid");
        (await LogInAsync(app.CodeAt(-1))).ShouldBe("two_factor_invalid");
        server.Clock.Advance(TimeSpan.FromSeconds(30));
        (await LogInAsync(app.Code)).ShouldBe("ok");
    }

    [Fact]
    public async Task Of_two_who_use_one_code_at_once_one_signs_in()
    {
        var app = await Authenticator.EnableAsync(owner.Client, server.Clock);

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => LogInAsync(app.Code)));

        answers.Count(answer => answer == "ok").ShouldBe(1);
    }

    [Fact]
    public async Task A_recovery_code_signs_in_once_however_it_is_typed()
    {
        var app = await Authenticator.EnableAsync(owner.Client, server.Clock);
        var typed = app.RecoveryCodes[3].Replace('-', ' ').ToLowerInvariant();

        (await LogInAsync(typed)).ShouldBe("ok");
        (await LogInAsync(app.RecoveryCodes[3])).ShouldBe("two_factor_invalid");
        (await LogInAsync(app.RecoveryCodes[4])).ShouldBe("ok");
    }

    [Fact]
    public async Task Wrong_codes_count_as_wrong_passwords_do()
    {
        var app = await Authenticator.EnableAsync(owner.Client, server.Clock);
        for (var guess = 0; guess < 5; guess++)
        {
            (await LogInAsync("AAAA-BBBB-CCCC-DDDD")).ShouldBe("two_factor_invalid");
        }

        (await LogInAsync(app.Code)).ShouldBe("rate_limited");
    }

    [Fact]
    public async Task It_is_disabled_with_password_and_code()
    {
        var app = await Authenticator.EnableAsync(owner.Client, server.Clock);

        (await DisableAsync("not-the-password", app.Code)).ShouldBe("invalid_credentials");
        (await DisableAsync(World.Password, "wrong")).ShouldBe("two_factor_invalid");
        (await DisableAsync(World.Password, app.Code)).ShouldBe("ok");

        (await LogInAsync(null)).ShouldBe("ok");
        (await DisableAsync(World.Password, app.Code)).ShouldBe("two_factor_not_enabled");
    }

    [Fact]
    public async Task It_is_not_set_up_twice()
    {
        await Authenticator.EnableAsync(owner.Client, server.Clock);

        using var again = await owner.Client.PostAsync("/api/v1/auth/two-factor/enable", content: null);

        (await again.ProblemAsync(HttpStatusCode.Conflict)).ShouldBe("two_factor_already_enabled");
    }

    private async Task<string?> LogInAsync(string? totpCode)
    {
        using var response = await client.PostAsJsonAsync(
            "/api/v1/auth/login",
            new
            {
                email = owner.Email,
                password = World.Password,
                totpCode,
            }
        );

        return await CodeOfAsync(response);
    }

    private async Task<string?> DisableAsync(string password, string code)
    {
        using var response = await owner.Client.PostAsJsonAsync(
            "/api/v1/auth/two-factor/disable",
            new { password, code }
        );

        return await CodeOfAsync(response);
    }

    private static async Task<string?> CodeOfAsync(HttpResponseMessage response) =>
        response.IsSuccessStatusCode ? "ok" : await response.ProblemAsync(response.StatusCode);
}
