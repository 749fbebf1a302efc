using System.Net;
using System.Net.Http.Json;
using Crm.TestKit;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Identity;

public sealed class EmailConfirmationTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TestServer server = shared.Server;

    [Fact]
    public async Task The_link_of_the_mail_confirms_the_address_once()
    {
        using var owner = await server.RegisterTenantAsync();
        var mail = (await server.MailsToAsync(owner.Email)).Single();
        mail.ShouldContain("E-posta adresinizi doğrulayın");
        mail.ShouldNotContain("?token=");

        using var confirmed = await owner.Client.ConfirmAsync(Mailbox.TokenIn(mail));
        using var again = await owner.Client.ConfirmAsync(Mailbox.TokenIn(mail));

        await confirmed.ShouldBeAsync(HttpStatusCode.NoContent);
        (await again.ProblemAsync(HttpStatusCode.BadRequest)).ShouldBe("link_invalid");
        var me = await owner.Client.GetFromJsonAsync<System.Text.Json.JsonElement>("/api/v1/auth/me");
        me.GetProperty("user").GetProperty("emailConfirmed").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Whoever_typed_my_address_first_does_not_keep_me_from_it()
    {
        const string Mine = "mine@firma.example";
        using var client = server.CreateClient();
        var attacker = await RegisterAsync(Mine, "attackers-Parola-1", "Attacker Ltd");
        var me = await RegisterAsync(Mine, World.Password, "Firma");
        (await server.MeAsync(attacker.AccessToken)).ShouldBe(HttpStatusCode.OK);
        (await server.MeAsync(me.AccessToken)).ShouldBe(HttpStatusCode.OK);
        var mails = await server.MailsToAsync(Mine, 2);

        using var confirmed = await client.ConfirmAsync(
            Mailbox.TokenIn(mails.Single(mail => mail.Contains("Firma için"))),
            World.Password
        );

        await confirmed.ShouldBeAsync(HttpStatusCode.NoContent);
        (await server.MeAsync(me.AccessToken)).ShouldBe(HttpStatusCode.OK);
        await server.ShouldEndAsync(attacker.AccessToken);
        using var refreshed = await client.RefreshAsync(attacker.RefreshToken);
        await refreshed.ShouldBeAsync(HttpStatusCode.Unauthorized);
        using var attackersLogIn = await client.LogInAsync(Mine, "attackers-Parola-1");
        (await attackersLogIn.ProblemAsync(HttpStatusCode.BadRequest)).ShouldBe("invalid_credentials");
        using var attackersLink = await client.ConfirmAsync(
            Mailbox.TokenIn(mails.Single(mail => mail.Contains("Attacker Ltd")))
        );
        (await attackersLink.ProblemAsync(HttpStatusCode.BadRequest)).ShouldBe("link_invalid");
        using var mine = await client.LogInAsync(Mine, World.Password);
        await mine.ShouldBeAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task One_click_on_the_mail_does_not_give_my_address_to_the_stranger_who_typed_it()
    {
        const string Victim = "victim@firma.example";
        using var client = server.CreateClient();
        var stranger = await RegisterAsync(Victim, "strangers-Parola-1", "Stranger Ltd");
        using var other = await server.RegisterTenantAsync();
        var token = Mailbox.TokenIn((await server.MailsToAsync(Victim)).Single());

        using var clicked = await client.ConfirmAsync(token);
        using var elsewhere = await other.Client.ConfirmAsync(token);
        using var guessed = await client.ConfirmAsync(token, World.Password);

        (await clicked.ProblemAsync(HttpStatusCode.BadRequest)).ShouldBe("account_proof_required");
        (await elsewhere.ProblemAsync(HttpStatusCode.BadRequest)).ShouldBe("account_proof_required");
        (await guessed.ProblemAsync(HttpStatusCode.BadRequest)).ShouldBe("invalid_credentials");

        using var forgotten = await client.ForgetAsync(Victim);
        await forgotten.ShouldBeAsync(HttpStatusCode.NoContent);
        var reset = (await server.MailsToAsync(Victim, 2)).Single(mail => mail.Contains("/reset-password#"));
        using var set = await client.PostAsJsonAsync(
            "/api/v1/auth/reset-password",
            new { token = Mailbox.TokenIn(reset), newPassword = World.Password }
        );
        await set.ShouldBeAsync(HttpStatusCode.NoContent);
        await server.ShouldEndAsync(stranger.AccessToken);
        using var mine = await client.LogInAsync(Victim, World.Password);
        await mine.ShouldBeAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Until_then_each_of_them_signs_in_with_their_own_password()
    {
        const string Shared = "shared@firma.example";
        using var client = server.CreateClient();
        var first = await RegisterAsync(Shared, "first-Parola-2026", "First");
        var second = await RegisterAsync(Shared, "second-Parola-2026", "Second");

        (await TenantOfAsync(client, Shared, "first-Parola-2026")).ShouldBe(first.TenantId);
        (await TenantOfAsync(client, Shared, "second-Parola-2026")).ShouldBe(second.TenantId);
        using var wrong = await client.LogInAsync(Shared, "third-Parola-2026");
        await wrong.ShouldBeAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Of_two_accounts_confirmed_at_once_one_gets_the_address()
    {
        const string Contested = "contested@firma.example";
        await RegisterAsync(Contested, World.Password, "One");
        await RegisterAsync(Contested, World.Password, "Two");
        var mails = await server.MailsToAsync(Contested, 2);
        using var client = server.CreateClient();

        var answers = await Task.WhenAll(
            mails.Select(mail => client.ConfirmAsync(Mailbox.TokenIn(mail), World.Password))
        );

        answers.Count(answer => answer.StatusCode is HttpStatusCode.NoContent).ShouldBe(1);
        answers.Count(answer => answer.StatusCode is HttpStatusCode.BadRequest).ShouldBe(1);
    }

    [Fact]
    public async Task The_mail_can_be_asked_for_again_a_few_times()
    {
        using var owner = await server.RegisterTenantAsync();
        for (var mail = 0; mail < 5; mail++)
        {
            using var sent = await owner.Client.PostAsync("/api/v1/auth/confirm-email/resend", content: null);
            await sent.ShouldBeAsync(HttpStatusCode.NoContent);
        }

        using var tooMany = await owner.Client.PostAsync("/api/v1/auth/confirm-email/resend", content: null);

        (await tooMany.ProblemAsync(HttpStatusCode.TooManyRequests)).ShouldBe("rate_limited");
        var mails = await server.MailsToAsync(owner.Email, 6);
        using var confirmed = await owner.Client.ConfirmAsync(Mailbox.TokenIn(mails[^1]));
        await confirmed.ShouldBeAsync(HttpStatusCode.NoContent);
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("crmm_AAAA")]
    public async Task What_we_never_sent_is_refused(string token)
    {
        using var client = server.CreateClient();

        using var response = await client.ConfirmAsync(token);

        (await response.ProblemAsync(HttpStatusCode.BadRequest)).ShouldBe("link_invalid");
    }

    private async Task<SignedIn> RegisterAsync(string email, string password, string tenantName)
    {
        using var client = server.CreateClient();
        using var response = await client.PostAsJsonAsync(
            "/api/v1/auth/register",
            new
            {
                tenantName,
                fullName = "Biri",
                email,
                password,
            }
        );
        var answer = await response.ShouldBeAsync(HttpStatusCode.Created);

        return new(
            client,
            answer.GetProperty("tenantId").GetGuid(),
            answer.GetProperty("userId").GetGuid(),
            email,
            answer.GetProperty("accessToken").GetString()!,
            answer.GetProperty("refreshToken").GetString()!
        );
    }

    private static async Task<Guid> TenantOfAsync(HttpClient client, string email, string password)
    {
        using var response = await client.LogInAsync(email, password);
        var token = (await response.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("accessToken").GetString()!;

        return Guid.Parse(new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(token).GetClaim("tid").Value);
    }
}
