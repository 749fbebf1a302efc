using System.Net;
using System.Net.Http.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Tenancy;

/// <summary>Whom an invitation may come from, how often, and what it must not give away.</summary>
public sealed class InvitationRightsTests(TenancyServer tenancy) : IClassFixture<TenancyServer>
{
    private const string Invitations = "/api/v1/invitations";

    [Theory]
    [InlineData("update tenancy.membership set role = 'viewer'")]
    [InlineData("update tenancy.membership set role = 'admin'")]
    [InlineData("delete from tenancy.membership")]
    public async Task Who_was_removed_or_demoted_does_not_return_by_an_invitation_of_their_own(string sql)
    {
        using var founder = await tenancy.Server.RegisterTenantAsync();
        using var leaving = await tenancy.AddMemberAsync(founder, "owner");
        var token = await tenancy.InviteAsync(leaving, TenancyServer.NewEmail(), "owner");
        await tenancy.ExecuteAsync(founder.TenantId, $"{sql} where person_id = '{leaving.UserId}'");

        using var accepted = await tenancy.AcceptAsync(token, "Ali", World.Password);

        (await accepted.ProblemAsync(HttpStatusCode.BadRequest)).ShouldBe("invitation_invalid");
    }

    [Fact]
    public async Task Who_joins_signed_in_does_not_return_by_their_own_invitation_either()
    {
        using var founder = await tenancy.Server.RegisterTenantAsync();
        using var accomplice = await tenancy.Server.RegisterTenantAsync();
        using var leaving = await tenancy.AddMemberAsync(founder, "admin");
        var token = await tenancy.InviteAsync(leaving, accomplice.Email, "admin");
        using var removed = await founder.Client.DeleteAsync($"/api/v1/members/{leaving.UserId}");
        await removed.ShouldBeAsync(HttpStatusCode.NoContent);

        using var joined = await accomplice.Client.PostAsJsonAsync($"{Invitations}/join", new { token });

        (await joined.ProblemAsync(HttpStatusCode.BadRequest)).ShouldBe("invitation_invalid");
    }

    [Fact]
    public async Task An_admin_does_not_replace_the_invitation_of_an_owner()
    {
        using var owner = await tenancy.Server.RegisterTenantAsync();
        using var admin = await tenancy.AddMemberAsync(owner, "admin");
        var email = TenancyServer.NewEmail();
        await tenancy.InviteAsync(owner, email, "owner");
        tenancy.Server.Clock.Advance(TimeSpan.FromMinutes(5));

        using var replaced = await InviteAsync(admin, email);

        (await replaced.ProblemAsync(HttpStatusCode.Forbidden)).ShouldBe("forbidden");
    }

    [Fact]
    public async Task The_same_address_is_not_written_to_again_within_five_minutes()
    {
        using var owner = await tenancy.Server.RegisterTenantAsync();
        var email = TenancyServer.NewEmail();
        await tenancy.InviteAsync(owner, email, "viewer");

        using var early = await InviteAsync(owner, email);
        tenancy.Server.Clock.Advance(TimeSpan.FromMinutes(5));
        using var later = await InviteAsync(owner, email);

        (await early.ProblemAsync(HttpStatusCode.TooManyRequests)).ShouldBe("rate_limited");
        early.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromMinutes(5));
        await later.ShouldBeAsync(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_company_sends_no_more_than_fifty_invitations_an_hour_also_when_it_withdraws_them()
    {
        using var owner = await tenancy.Server.RegisterTenantAsync();
        for (var sent = 0; sent < 50; sent++)
        {
            using var invited = await InviteAsync(owner, TenancyServer.NewEmail());
            var id = (await invited.ShouldBeAsync(HttpStatusCode.Created)).GetProperty("id").GetGuid();
            using var withdrawn = await owner.Client.DeleteAsync($"{Invitations}/{id}");
            await withdrawn.ShouldBeAsync(HttpStatusCode.NoContent);
        }

        using var tooMany = await InviteAsync(owner, TenancyServer.NewEmail());

        (await tooMany.ProblemAsync(HttpStatusCode.TooManyRequests)).ShouldBe("rate_limited");
        tooMany.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Fact]
    public async Task The_trail_does_not_tell_whether_an_address_has_an_account()
    {
        using var owner = await tenancy.Server.RegisterTenantAsync();
        using var known = await tenancy.Server.RegisterTenantAsync();
        await tenancy.ConfirmAddressAsync(known);
        await tenancy.InviteAsync(owner, known.Email, "viewer");

        (
            await tenancy.ScalarAsync(
                owner.TenantId,
                "select subject_id = resource_id from tenancy.audit_event where action = 'invitation.created'"
            )
        ).ShouldBe("True");
    }

    [Fact]
    public async Task Who_is_a_member_is_not_invited()
    {
        using var owner = await tenancy.Server.RegisterTenantAsync();

        using var invited = await owner.Client.PostAsJsonAsync(
            Invitations,
            new { email = owner.Email.ToUpperInvariant(), role = "viewer" }
        );

        (await invited.ProblemAsync(HttpStatusCode.Conflict)).ShouldBe("already_member");
    }

    private static Task<HttpResponseMessage> InviteAsync(SignedIn inviter, string email) =>
        inviter.Client.PostAsJsonAsync(Invitations, new { email, role = "viewer" });
}
