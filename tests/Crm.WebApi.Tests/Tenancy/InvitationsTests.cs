using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.Application.Common;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Tenancy;

public sealed class InvitationsTests(TenancyServer tenancy) : IClassFixture<TenancyServer>
{
    private const string Invitations = "/api/v1/invitations";

    [Fact]
    public async Task The_mail_alone_holds_the_token_and_the_database_a_hash_of_it()
    {
        using var owner = await tenancy.Server.RegisterTenantAsync();
        var email = TenancyServer.NewEmail();

        using var invited = await owner.Client.PostAsJsonAsync(
            Invitations,
            new
            {
                email,
                role = "member",
                locale = "ar",
            }
        );

        var answer = await invited.ShouldBeAsync(HttpStatusCode.Created);
        var mail = tenancy.Mail.LastTo(email);
        mail.Template.ShouldBe(MailTemplate.Invitation);
        mail.Locale.ShouldBe("ar");
        mail.Values.Keys.ShouldBe(["tenantName", "inviterName", "role", "link"], ignoreOrder: true);
        mail.Values["link"].Reveal().ShouldStartWith($"{tenancy.Server.Address.AbsoluteUri}invitation#token=");
        var token = tenancy.Mail.TokenTo(email);
        answer.ToString().ShouldNotContain(token);
        (
            await tenancy.ScalarAsync(owner.TenantId, "select string_agg(i::text, ' ') from tenancy.invitation i")
        )!.ShouldNotContain(token);
        tenancy.Server.Logs.Lines.ShouldNotContain(line => line.Contains(token));
        answer.GetProperty("expiresAt").GetDateTimeOffset().ShouldBe(tenancy.Server.Clock.GetUtcNow().AddDays(7));
    }

    [Fact]
    public async Task A_new_person_takes_the_place_once_with_a_confirmed_address()
    {
        using var owner = await tenancy.Server.RegisterTenantAsync();
        var email = TenancyServer.NewEmail();
        var venue = await tenancy.AddVenueAsync(owner, "salon");
        var token = await tenancy.InviteAsync(owner, email, "viewer", ["salon"]);

        using var nameless = await tenancy.AcceptAsync(token, null, null);
        using var guessable = await tenancy.AcceptAsync(token, "Ali", email);
        using var accepted = await tenancy.AcceptAsync(token, "Ali", World.Password);
        using var again = await tenancy.AcceptAsync(token, "Ali", World.Password);

        (await nameless.ShouldBeAsync(HttpStatusCode.BadRequest))
            .GetProperty("errors")
            .EnumerateObject()
            .Select(member => member.Name)
            .ShouldBe(["fullName", "password"], ignoreOrder: true);
        (await guessable.ProblemAsync(HttpStatusCode.BadRequest)).ShouldBe("validation_failed");
        using var person = await tenancy.SignedInAsync(await accepted.ShouldBeAsync(HttpStatusCode.OK), email);
        person.TenantId.ShouldBe(owner.TenantId);
        (await again.ProblemAsync(HttpStatusCode.BadRequest)).ShouldBe("invitation_invalid");
        using var me = await person.Client.GetAsync("/api/v1/auth/me");
        var answer = await me.ShouldBeAsync(HttpStatusCode.OK);
        answer.GetProperty("user").GetProperty("emailConfirmed").GetBoolean().ShouldBeTrue();
        answer.GetProperty("role").GetString().ShouldBe("viewer");
        (
            await tenancy.ScalarAsync(
                owner.TenantId,
                $"select venue_ids[1] from tenancy.membership where person_id = '{person.UserId}'"
            )
        ).ShouldBe(venue.ToString());
        (await tenancy.AuditAsync(owner.TenantId))
            .Select(entry => entry.Action)
            .ShouldBe(["invitation.created", "invitation.accepted"], ignoreOrder: true);
    }

    [Fact]
    public async Task Of_many_who_accept_at_once_one_gets_in()
    {
        using var owner = await tenancy.Server.RegisterTenantAsync();
        var token = await tenancy.InviteAsync(owner, TenancyServer.NewEmail(), "member");

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => tenancy.AcceptAsync(token, "Ali", World.Password))
        );

        answers.Count(answer => answer.StatusCode is HttpStatusCode.OK).ShouldBe(1);
        answers.ShouldAllBe(answer => (int)answer.StatusCode < 500);
        (await tenancy.ScalarAsync(owner.TenantId, "select count(*) from tenancy.membership")).ShouldBe("2");
    }

    [Fact]
    public async Task Who_has_an_account_proves_it_by_password_and_then_belongs_to_both_companies()
    {
        using var owner = await tenancy.Server.RegisterTenantAsync();
        using var known = await tenancy.Server.RegisterTenantAsync();
        await tenancy.ConfirmAddressAsync(known);
        var token = await tenancy.InviteAsync(owner, known.Email, "admin");

        using var without = await tenancy.AcceptAsync(token, "Somebody", null);
        using var wrong = await tenancy.AcceptAsync(token, "Somebody", "not-the-password-41");
        using var right = await tenancy.AcceptAsync(token, null, World.Password);

        (await without.ProblemAsync(HttpStatusCode.Conflict)).ShouldBe("sign_in_required");
        (await wrong.ProblemAsync(HttpStatusCode.BadRequest)).ShouldBe("invalid_credentials");
        using var person = await tenancy.SignedInAsync(await right.ShouldBeAsync(HttpStatusCode.OK), known.Email);
        person.UserId.ShouldBe(known.UserId);
        person.TenantId.ShouldBe(owner.TenantId);
        using var me = await person.Client.GetAsync("/api/v1/auth/me");
        (await me.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("memberships").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task Who_is_signed_in_as_the_invited_person_needs_no_password()
    {
        using var owner = await tenancy.Server.RegisterTenantAsync();
        using var known = await tenancy.Server.RegisterTenantAsync();
        using var stranger = await tenancy.Server.RegisterTenantAsync();
        var token = await tenancy.InviteAsync(owner, known.Email, "member");

        using var refused = await stranger.Client.PostAsJsonAsync($"{Invitations}/join", new { token });
        using var joined = await known.Client.PostAsJsonAsync($"{Invitations}/join", new { token });

        (await refused.ProblemAsync(HttpStatusCode.Forbidden)).ShouldBe("forbidden");
        using var person = await tenancy.SignedInAsync(await joined.ShouldBeAsync(HttpStatusCode.OK), known.Email);
        person.TenantId.ShouldBe(owner.TenantId);
    }

    [Fact]
    public async Task Inviting_again_ends_the_earlier_link_and_a_week_ends_every_one()
    {
        using var owner = await tenancy.Server.RegisterTenantAsync();
        var email = TenancyServer.NewEmail();
        var first = await tenancy.InviteAsync(owner, email, "member");
        tenancy.Server.Clock.Advance(TimeSpan.FromMinutes(5));
        var second = await tenancy.InviteAsync(owner, email, "viewer");

        using var replaced = await tenancy.AcceptAsync(first, "Ali", World.Password);
        await tenancy.ExecuteAsync(
            owner.TenantId,
            $"update tenancy.invitation set expires_at = '{tenancy.Server.Clock.GetUtcNow():O}'"
        );
        using var expired = await tenancy.AcceptAsync(second, "Ali", World.Password);

        (await replaced.ProblemAsync(HttpStatusCode.BadRequest)).ShouldBe("invitation_invalid");
        (await expired.ProblemAsync(HttpStatusCode.BadRequest)).ShouldBe("invitation_invalid");
    }

    [Fact]
    public async Task A_withdrawn_invitation_is_worth_nothing()
    {
        using var owner = await tenancy.Server.RegisterTenantAsync();
        var token = await tenancy.InviteAsync(owner, TenancyServer.NewEmail(), "member");
        using var list = await owner.Client.GetAsync(Invitations);
        var pending = (await list.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("data").EnumerateArray().Single();

        using var withdrawn = await owner.Client.DeleteAsync($"{Invitations}/{pending.GetProperty("id").GetGuid()}");
        using var accepted = await tenancy.AcceptAsync(token, "Ali", World.Password);

        await withdrawn.ShouldBeAsync(HttpStatusCode.NoContent);
        (await accepted.ProblemAsync(HttpStatusCode.BadRequest)).ShouldBe("invitation_invalid");
    }

    [Fact]
    public async Task The_address_of_a_withdrawn_invitation_is_gone_from_the_audit_trail()
    {
        using var owner = await tenancy.Server.RegisterTenantAsync();
        var email = TenancyServer.NewEmail();
        await tenancy.InviteAsync(owner, email, "member");
        using var list = await owner.Client.GetAsync(Invitations);
        var pending = (await list.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("data").EnumerateArray().Single();
        var told = await InvitedAsync(owner);
        told.GetProperty("personal").GetProperty("email").GetString().ShouldBe(email);

        using var withdrawn = await owner.Client.DeleteAsync($"{Invitations}/{pending.GetProperty("id").GetGuid()}");

        await withdrawn.ShouldBeAsync(HttpStatusCode.NoContent);
        told = await InvitedAsync(owner);
        told.GetProperty("erased").GetBoolean().ShouldBeTrue();
        told.ToString().ShouldNotContain(email);
    }

    private static async Task<JsonElement> InvitedAsync(SignedIn owner)
    {
        using var events = await owner.Client.GetAsync("/api/v1/audit-events?action=invitation.created");

        return (await events.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("data")[0];
    }

    [Fact]
    public async Task Who_has_registered_and_not_confirmed_the_address_keeps_the_account_and_has_it_confirmed()
    {
        using var owner = await tenancy.Server.RegisterTenantAsync();
        using var known = await tenancy.Server.RegisterTenantAsync();
        var token = await tenancy.InviteAsync(owner, known.Email, "viewer");

        using var accepted = await tenancy.AcceptAsync(token, null, World.Password);

        using var person = await tenancy.SignedInAsync(await accepted.ShouldBeAsync(HttpStatusCode.OK), known.Email);
        person.UserId.ShouldBe(known.UserId);
        using var me = await person.Client.GetAsync("/api/v1/auth/me");
        var answer = await me.ShouldBeAsync(HttpStatusCode.OK);
        answer.GetProperty("user").GetProperty("emailConfirmed").GetBoolean().ShouldBeTrue();
        answer.GetProperty("memberships").GetArrayLength().ShouldBe(2);
    }
}
