using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Tenancy;

public sealed class MembersTests(TenancyServer tenancy) : IClassFixture<TenancyServer>
{
    private const string Members = "/api/v1/members";
    private static readonly string[] Nowhere = ["nowhere"];
    private static readonly string[] FirstFloor = ["kat-1"];

    [Fact]
    public async Task Everybody_reads_names_and_admins_alone_read_addresses()
    {
        using var owner = await tenancy.Server.RegisterTenantAsync();
        using var viewer = await tenancy.AddMemberAsync(owner, "viewer");

        var seenByOwner = await ListAsync(owner.Client);
        var seenByViewer = await ListAsync(viewer.Client);

        seenByOwner.Count.ShouldBe(2);
        seenByOwner.ShouldAllBe(member => member.GetProperty("email").GetString()!.Length > 0);
        seenByOwner[0].GetProperty("lastSignInAt").GetDateTimeOffset().ShouldBe(tenancy.Server.Clock.GetUtcNow());
        seenByViewer.ShouldAllBe(member => member.GetProperty("fullName").GetString()!.Length > 0);
        Find(seenByViewer, viewer).TryGetProperty("email", out _).ShouldBeTrue();
        Find(seenByViewer, owner).TryGetProperty("email", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_page_at_a_time_shows_everybody_once()
    {
        using var owner = await tenancy.Server.RegisterTenantAsync();
        using var one = await tenancy.AddMemberAsync(owner, "viewer");
        using var two = await tenancy.AddMemberAsync(owner, "member");

        var seen = new List<Guid>();
        string? cursor = null;
        do
        {
            var after = cursor is null ? "" : $"&cursor={cursor}";
            using var answer = await owner.Client.GetAsync($"{Members}?limit=1&includeTotal=true{after}");
            var page = await answer.ShouldBeAsync(HttpStatusCode.OK);
            page.GetProperty("total").GetInt64().ShouldBe(3);
            seen.AddRange(page.GetProperty("data").EnumerateArray().Select(IdOf));
            cursor = page.GetProperty("nextCursor").GetString();
        } while (cursor is not null);

        seen.ShouldBe([owner.UserId, one.UserId, two.UserId], ignoreOrder: true);
    }

    [Theory]
    [InlineData("viewer")]
    [InlineData("member")]
    public async Task Who_is_no_admin_changes_and_removes_nobody_but_may_leave(string role)
    {
        using var owner = await tenancy.Server.RegisterTenantAsync();
        using var person = await tenancy.AddMemberAsync(owner, role);
        using var other = await tenancy.AddMemberAsync(owner, "viewer");

        using var change = await ChangeAsync(person, other, new { role = "viewer" });
        using var removal = await person.Client.DeleteAsync($"{Members}/{other.UserId}");
        using var invitation = await person.Client.PostAsJsonAsync(
            "/api/v1/invitations",
            new { email = TenancyServer.NewEmail(), role = "viewer" }
        );
        using var leaving = await person.Client.DeleteAsync($"{Members}/{person.UserId}");

        (await change.ProblemAsync(HttpStatusCode.Forbidden)).ShouldBe("forbidden");
        (await removal.ProblemAsync(HttpStatusCode.Forbidden)).ShouldBe("forbidden");
        (await invitation.ProblemAsync(HttpStatusCode.Forbidden)).ShouldBe("forbidden");
        await leaving.ShouldBeAsync(HttpStatusCode.NoContent);
        (await ListAsync(owner.Client)).Select(IdOf).ShouldNotContain(person.UserId);
    }

    [Fact]
    public async Task Only_an_owner_makes_or_changes_or_removes_an_owner()
    {
        using var owner = await tenancy.Server.RegisterTenantAsync();
        using var admin = await tenancy.AddMemberAsync(owner, "admin");
        using var viewer = await tenancy.AddMemberAsync(owner, "viewer");

        using var promotion = await ChangeAsync(admin, viewer, new { role = "owner" });
        using var demotion = await ChangeAsync(admin, owner, new { role = "viewer" });
        using var removal = await admin.Client.DeleteAsync($"{Members}/{owner.UserId}");
        using var invitation = await admin.Client.PostAsJsonAsync(
            Members,
            new { email = TenancyServer.NewEmail(), role = "owner" }
        );
        using var allowed = await ChangeAsync(owner, viewer, new { role = "owner" });

        (await promotion.ProblemAsync(HttpStatusCode.Forbidden)).ShouldBe("forbidden");
        (await demotion.ProblemAsync(HttpStatusCode.Forbidden)).ShouldBe("forbidden");
        (await removal.ProblemAsync(HttpStatusCode.Forbidden)).ShouldBe("forbidden");
        (await invitation.ProblemAsync(HttpStatusCode.Forbidden)).ShouldBe("forbidden");
        (await allowed.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("role").GetString().ShouldBe("owner");
    }

    [Fact]
    public async Task The_last_owner_stays()
    {
        using var owner = await tenancy.Server.RegisterTenantAsync();
        using var admin = await tenancy.AddMemberAsync(owner, "admin");

        using var demotion = await ChangeAsync(owner, owner, new { role = "admin" });
        using var leaving = await owner.Client.DeleteAsync($"{Members}/{owner.UserId}");

        (await demotion.ProblemAsync(HttpStatusCode.Conflict)).ShouldBe("last_owner");
        (await leaving.ProblemAsync(HttpStatusCode.Conflict)).ShouldBe("last_owner");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_two_owners_who_push_each_other_out_at_once_one_remains(bool removes)
    {
        for (var round = 0; round < 5; round++)
        {
            using var one = await tenancy.Server.RegisterTenantAsync();
            using var other = await tenancy.AddMemberAsync(one, "owner");

            var answers = await Task.WhenAll(PushOutAsync(one, other, removes), PushOutAsync(other, one, removes));

            answers.ShouldContain(answer => answer == HttpStatusCode.OK || answer == HttpStatusCode.NoContent);
            (
                await tenancy.ScalarAsync(one.TenantId, "select count(*) from tenancy.membership where role = 'owner'")
            ).ShouldBe("1");
        }
    }

    [Fact]
    public async Task A_member_is_limited_to_venues_by_id_or_external_id()
    {
        using var owner = await tenancy.Server.RegisterTenantAsync();
        using var member = await tenancy.AddMemberAsync(owner, "member");
        var (one, two) = (await tenancy.AddVenueAsync(owner, "lobi"), await tenancy.AddVenueAsync(owner, "bar"));

        using var limited = await ChangeAsync(owner, member, new { venueIds = new[] { "lobi", two.ToString() } });
        using var untouched = await ChangeAsync(owner, member, new { role = "viewer" });
        using var foreign = await ChangeAsync(owner, member, new { venueIds = Nowhere });
        using var widened = await ChangeAsync(owner, member, new { venueIds = (string[]?)null });

        VenuesOf(await limited.ShouldBeAsync(HttpStatusCode.OK)).ShouldBe([one, two]);
        VenuesOf(await untouched.ShouldBeAsync(HttpStatusCode.OK)).ShouldBe([one, two]);
        (await foreign.ProblemAsync(HttpStatusCode.Forbidden)).ShouldBe("forbidden");
        (await widened.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("venueIds").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Who_runs_the_company_runs_all_of_it()
    {
        using var owner = await tenancy.Server.RegisterTenantAsync();
        using var member = await tenancy.AddMemberAsync(owner, "member");
        await tenancy.AddVenueAsync(owner, "kat-1");

        using var admin = await ChangeAsync(owner, member, new { role = "admin", venueIds = FirstFloor });
        using var invited = await owner.Client.PostAsJsonAsync(
            Members,
            new
            {
                email = TenancyServer.NewEmail(),
                role = "owner",
                venueIds = FirstFloor,
            }
        );

        (await admin.ProblemAsync(HttpStatusCode.Conflict)).ShouldBe("role_covers_all_venues");
        (await invited.ProblemAsync(HttpStatusCode.Conflict)).ShouldBe("role_covers_all_venues");
    }

    [Fact]
    public async Task Another_role_counts_within_five_seconds_and_stands_in_the_audit_trail()
    {
        using var owner = await tenancy.Server.RegisterTenantAsync();
        using var member = await tenancy.AddMemberAsync(owner, "member");
        (await CanCreateLeadAsync(member)).ShouldBe(HttpStatusCode.Created);

        using var changed = await ChangeAsync(owner, member, new { role = "viewer" });

        await changed.ShouldBeAsync(HttpStatusCode.OK);
        await Poll.UntilAsync(
            async () => await CanCreateLeadAsync(member) is HttpStatusCode.Forbidden,
            TimeSpan.FromSeconds(5),
            "The old role still counts."
        );
        (await tenancy.AuditAsync(owner.TenantId)).ShouldContain(entry =>
            entry.Action == "member.changed" && entry.Actor == owner.UserId && entry.After!.Contains("viewer")
        );
    }

    [Fact]
    public async Task Who_is_removed_is_out_within_five_seconds_and_their_refresh_tokens_are_dead()
    {
        using var owner = await tenancy.Server.RegisterTenantAsync();
        using var member = await tenancy.AddMemberAsync(owner, "member");

        using var removal = await owner.Client.DeleteAsync($"{Members}/{member.UserId}");

        await removal.ShouldBeAsync(HttpStatusCode.NoContent);
        using var client = tenancy.Server.CreateClient();
        using var refreshed = await client.RefreshAsync(member.RefreshToken);
        await refreshed.ShouldBeAsync(HttpStatusCode.Unauthorized);
        await Poll.UntilAsync(
            async () => await tenancy.Server.MeAsync(member.AccessToken) is HttpStatusCode.Unauthorized,
            TimeSpan.FromSeconds(5),
            "A removed member still gets in."
        );
        (await tenancy.AuditAsync(owner.TenantId)).ShouldContain(entry => entry.Action == "member.removed");
    }

    [Fact]
    public async Task A_change_of_a_version_that_is_gone_is_refused()
    {
        using var owner = await tenancy.Server.RegisterTenantAsync();
        using var member = await tenancy.AddMemberAsync(owner, "member");
        using var read = await owner.Client.GetAsync($"{Members}/{member.UserId}");
        using var between = await ChangeAsync(owner, member, new { role = "viewer" });

        using var request = new HttpRequestMessage(HttpMethod.Patch, $"{Members}/{member.UserId}");
        request.Content = JsonContent.Create(new { role = "member" });
        request.Headers.IfMatch.Add(read.Headers.ETag.ShouldNotBeNull());
        using var stale = await owner.Client.SendAsync(request);

        (await stale.ProblemAsync(HttpStatusCode.PreconditionFailed)).ShouldBe("precondition_failed");
    }

    [Fact]
    public async Task Another_companys_member_is_not_there()
    {
        using var owner = await tenancy.Server.RegisterTenantAsync();
        using var stranger = await tenancy.Server.RegisterTenantAsync();

        using var change = await ChangeAsync(owner, stranger, new { role = "viewer" });
        using var removal = await owner.Client.DeleteAsync($"{Members}/{stranger.UserId}");
        using var read = await owner.Client.GetAsync($"{Members}/{stranger.UserId}");

        (await change.ProblemAsync(HttpStatusCode.NotFound)).ShouldBe("not_found");
        (await removal.ProblemAsync(HttpStatusCode.NotFound)).ShouldBe("not_found");
        (await read.ProblemAsync(HttpStatusCode.NotFound)).ShouldBe("not_found");
    }

    private static async Task<HttpStatusCode> PushOutAsync(SignedIn by, SignedIn whom, bool removes)
    {
        using var answer = removes
            ? await by.Client.DeleteAsync($"{Members}/{whom.UserId}")
            : await ChangeAsync(by, whom, new { role = "viewer" });

        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> CanCreateLeadAsync(SignedIn person)
    {
        using var answer = await person.Client.PostAsJsonAsync("/api/v1/leads", new { fullName = "Deniz" });

        return answer.StatusCode;
    }

    private static Task<HttpResponseMessage> ChangeAsync(SignedIn by, SignedIn whom, object change) =>
        by.Client.PatchAsJsonAsync($"{Members}/{whom.UserId}", change);

    private static async Task<IReadOnlyList<JsonElement>> ListAsync(HttpClient client)
    {
        using var answer = await client.GetAsync(Members);

        return [.. (await answer.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("data").EnumerateArray()];
    }

    private static JsonElement Find(IReadOnlyList<JsonElement> members, SignedIn person) =>
        members.Single(member => IdOf(member) == person.UserId);

    private static Guid IdOf(JsonElement member) => member.GetProperty("id").GetGuid();

    private static IEnumerable<Guid> VenuesOf(JsonElement member) =>
        member.GetProperty("venueIds").EnumerateArray().Select(venue => venue.GetGuid());
}
