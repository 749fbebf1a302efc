using System.Net;
using System.Net.Http.Json;
using Crm.TestKit;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Identity;

public sealed class PasswordTests(SharedServer shared) : IClassFixture<SharedServer>, IAsyncLifetime
{
    private const string NewPassword = "yeni-Parola-2026-x";

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
    public async Task A_forgotten_password_is_set_anew_once_and_every_sign_in_ends()
    {
        var token = await ForgetAsync(owner.Email);

        using var reset = await ResetAsync(token);
        using var again = await ResetAsync(token);

        await reset.ShouldBeAsync(HttpStatusCode.NoContent);
        (await again.ProblemAsync(HttpStatusCode.BadRequest)).ShouldBe("link_invalid");
        await server.ShouldEndAsync(owner.AccessToken);
        using var refreshed = await client.RefreshAsync(owner.RefreshToken);
        await refreshed.ShouldBeAsync(HttpStatusCode.Unauthorized);
        using var old = await client.LogInAsync(owner.Email, World.Password);
        await old.ShouldBeAsync(HttpStatusCode.BadRequest);
        using var now = await client.LogInAsync(owner.Email, NewPassword);
        await now.ShouldBeAsync(HttpStatusCode.OK);
        (await server.MailsToAsync(owner.Email, 3)).ShouldContain(mail => mail.Contains("Parolanız değiştirildi"));
        (await ActionsAsync()).ShouldContain("person.password_reset");
    }

    [Fact]
    public async Task Of_two_who_use_one_link_at_once_one_succeeds()
    {
        var token = await ForgetAsync(owner.Email);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ResetAsync(token)));

        answers.Count(answer => answer.StatusCode is HttpStatusCode.NoContent).ShouldBe(1);
    }

    [Fact]
    public async Task A_link_ends_after_an_hour_and_is_good_for_nothing_else()
    {
        var token = await ForgetAsync(owner.Email);
        using var confirmed = await client.ConfirmAsync(token);
        (await confirmed.ProblemAsync(HttpStatusCode.BadRequest)).ShouldBe("link_invalid");
        server.Clock.Advance(TimeSpan.FromMinutes(60));

        using var late = await ResetAsync(token);

        (await late.ProblemAsync(HttpStatusCode.BadRequest)).ShouldBe("link_invalid");
    }

    [Fact]
    public async Task An_unknown_address_gets_the_same_answer_and_no_mail()
    {
        using var known = await client.ForgetAsync(owner.Email);
        using var unknown = await client.ForgetAsync("nobody@nowhere.example");

        await known.ShouldBeAsync(HttpStatusCode.NoContent);
        await unknown.ShouldBeAsync(HttpStatusCode.NoContent);
        await server.MailsToAsync(owner.Email, 2);
        await Poll.UntilAsync(async () => await WaitingAsync() == 0, "Mails are waiting.");
        server.FindMailsTo("nobody@nowhere.example").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_new_password_ends_every_other_sign_in_on_every_server()
    {
        await using var other = await TestServer.StartAsync(server.Database, server.Clock);
        using var elsewhere = await client.LogInAsync(owner.Email, World.Password);
        var stolen = await elsewhere.ShouldBeAsync(HttpStatusCode.OK);
        var access = stolen.GetProperty("accessToken").GetString()!;
        (await other.MeAsync(access)).ShouldBe(HttpStatusCode.OK);

        using var changed = await ChangeAsync(World.Password);

        await changed.ShouldBeAsync(HttpStatusCode.NoContent);
        await server.ShouldEndAsync(access);
        await other.ShouldEndAsync(access);
        using var refreshed = await client.RefreshAsync(stolen.GetProperty("refreshToken").GetString()!);
        await refreshed.ShouldBeAsync(HttpStatusCode.Unauthorized);
        (await server.MeAsync(owner.AccessToken)).ShouldBe(HttpStatusCode.OK);
        await client.RefreshedAsync(owner.RefreshToken);
        (await ActionsAsync()).ShouldContain("person.password_changed");
    }

    [Fact]
    public async Task The_present_password_is_asked_for()
    {
        using var response = await ChangeAsync("not-the-password");

        (await response.ProblemAsync(HttpStatusCode.BadRequest)).ShouldBe("invalid_credentials");
    }

    [Fact]
    public async Task The_new_password_is_not_the_address()
    {
        using var response = await owner.Client.PostAsJsonAsync(
            "/api/v1/auth/change-password",
            new { currentPassword = World.Password, newPassword = owner.Email }
        );

        var problem = await response.ShouldBeAsync(HttpStatusCode.BadRequest);
        problem.GetProperty("errors").TryGetProperty("newPassword", out _).ShouldBeTrue(problem.ToString());
    }

    [Fact]
    public async Task Whoever_reads_the_mail_gets_past_a_second_factor_that_a_stranger_put_before_the_proof()
    {
        var app = await Authenticator.EnableAsync(owner.Client, server.Clock);
        var token = await ForgetAsync(owner.Email);

        using var reset = await ResetAsync(token);

        await reset.ShouldBeAsync(HttpStatusCode.NoContent);
        app.RecoveryCodes.Count.ShouldBe(10);
        using var now = await client.LogInAsync(owner.Email, NewPassword);
        await now.ShouldBeAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_second_factor_of_a_proven_address_outlives_a_reset()
    {
        using var confirmed = await owner.Client.ConfirmAsync(
            Mailbox.TokenIn((await server.MailsToAsync(owner.Email))[0])
        );
        await confirmed.ShouldBeAsync(HttpStatusCode.NoContent);
        await Authenticator.EnableAsync(owner.Client, server.Clock);
        var token = await ForgetAsync(owner.Email);

        using var reset = await ResetAsync(token);

        await reset.ShouldBeAsync(HttpStatusCode.NoContent);
        using var now = await client.LogInAsync(owner.Email, NewPassword);
        (await now.ProblemAsync(HttpStatusCode.BadRequest)).ShouldBe("two_factor_required");
    }

    private async Task<string> ForgetAsync(string email)
    {
        var before = (await server.MailsToAsync(email)).Count;
        using var response = await client.ForgetAsync(email);
        await response.ShouldBeAsync(HttpStatusCode.NoContent);
        var mail = (await server.MailsToAsync(email, before + 1)).Single(mail => mail.Contains("/reset-password#"));

        return Mailbox.TokenIn(mail);
    }

    private Task<HttpResponseMessage> ResetAsync(string token) =>
        client.PostAsJsonAsync("/api/v1/auth/reset-password", new { token, newPassword = NewPassword });

    private Task<HttpResponseMessage> ChangeAsync(string currentPassword) =>
        owner.Client.PostAsJsonAsync(
            "/api/v1/auth/change-password",
            new { currentPassword, newPassword = NewPassword }
        );

    private async Task<long> WaitingAsync() => (long)(await QueryAsync("select count(*) from notifications.mail"))!;

    private async Task<string> ActionsAsync() =>
        (string)
            (
                await QueryAsync(
                    $"""
                    begin;
                    set local role crm_app;
                    set local crm.tenant = '{owner.TenantId}';
                    select coalesce(string_agg(action, ' '), '') from tenancy.audit_event;
                    """
                )
            )!;

    private async Task<object?> QueryAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(server.Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);

        return await command.ExecuteScalarAsync();
    }
}
