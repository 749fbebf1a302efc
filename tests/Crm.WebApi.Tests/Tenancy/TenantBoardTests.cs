using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Crm.WebApi.Tests.Leads;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Tenancy;

/// <summary>All companies of a person on one page, each as that person sees it there.</summary>
public sealed class TenantBoardTests(TenancyServer tenancy) : IClassFixture<TenancyServer>
{
    private const string Board = "/api/v1/tenants/board";

    [Fact]
    public async Task Each_company_shows_its_own_numbers_by_its_own_calendar()
    {
        tenancy.Server.Clock.Set(new(2027, 3, 10, 20, 30, 0, TimeSpan.Zero));
        using var agency = await tenancy.Server.RegisterTenantAsync();
        using var customer = await tenancy.Server.RegisterTenantAsync();
        await JoinAsync(agency, customer, "admin");
        await AddLeadAsync(customer, "yesterday@example.com");
        // Half past midnight in Istanbul: what came an hour before is of yesterday.
        tenancy.Server.Clock.Set(new(2027, 3, 10, 21, 30, 0, TimeSpan.Zero));
        await SignInAgainAsync(customer);
        await AddLeadAsync(customer, "today@example.com");
        await AddAccountAsync(customer, "connected");
        await AddAccountAsync(customer, "needs_reauth");
        await AddAccountAsync(customer, "error");
        await SignInAgainAsync(agency);

        var rows = await RowsAsync(agency);

        rows.Keys.ShouldBe([agency.TenantId, customer.TenantId], ignoreOrder: true);
        rows[agency.TenantId].GetProperty("role").GetString().ShouldBe("owner");
        Numbers(rows[agency.TenantId]).ShouldBe((0, 0, 0, 0));
        var row = rows[customer.TenantId];
        row.GetProperty("role").GetString().ShouldBe("admin");
        row.GetProperty("name").GetString().ShouldNotBeNullOrEmpty();
        Numbers(row).ShouldBe((1, 2, 1, 2));
        row.GetProperty("attention").GetInt32().ShouldBe(2);

        tenancy.Server.Clock.Advance(TimeSpan.FromDays(29));
        await SignInAgainAsync(agency);
        Numbers((await RowsAsync(agency))[customer.TenantId]).ShouldBe((0, 1, 1, 2));
    }

    [Fact]
    public async Task Tests_and_what_was_deleted_are_no_new_leads()
    {
        using var company = await tenancy.Server.RegisterTenantAsync();
        await AddLeadAsync(company, "real@example.com");
        await company.AddLeadAsync(new { fullName = "T", tags = Enumerable.Repeat("test", 1) });
        var deleted = await company.AddLeadAsync(new { fullName = "D" });
        await company.CallAsync(HttpMethod.Delete, $"{LeadCalls.Leads}/{deleted}", expected: HttpStatusCode.NoContent);

        Numbers((await RowsAsync(company))[company.TenantId]).ShouldBe((1, 1, 0, 0));
    }

    [Fact]
    public async Task A_company_whose_figures_cannot_be_read_leaves_the_others_theirs()
    {
        using var person = await tenancy.Server.RegisterTenantAsync();
        using var customer = await tenancy.Server.RegisterTenantAsync();
        await JoinAsync(person, customer, "admin");
        await AddLeadAsync(person, "here@example.com");
        await tenancy.ExecuteAsync(customer.TenantId, "update tenancy.tenant set time_zone = 'Nowhere/Land'");

        var rows = await RowsAsync(person);

        Numbers(rows[person.TenantId]).ShouldBe((1, 1, 0, 0));
        var row = rows[customer.TenantId];
        row.GetProperty("name").GetString().ShouldNotBeNullOrEmpty();
        row.GetProperty("role").GetString().ShouldBe("admin");
        row.GetProperty("leads").ValueKind.ShouldBe(JsonValueKind.Null);
        row.GetProperty("accounts").ValueKind.ShouldBe(JsonValueKind.Null);
        row.GetProperty("attention").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Who_is_limited_to_a_venue_sees_its_leads_alone_and_is_told_of_no_troubles()
    {
        using var person = await tenancy.Server.RegisterTenantAsync();
        using var customer = await tenancy.Server.RegisterTenantAsync();
        var floor = await tenancy.AddVenueAsync(customer, "kat-1");
        await JoinAsync(person, customer, "member", ["kat-1"]);
        await AddLeadAsync(customer, "nowhere@example.com");
        await AddLeadAsync(customer, "floor@example.com", floor);

        var row = (await RowsAsync(person))[customer.TenantId];

        row.GetProperty("leads").GetProperty("today").GetInt32().ShouldBe(1);
        row.GetProperty("attention").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Who_was_removed_sees_the_company_no_more()
    {
        using var person = await tenancy.Server.RegisterTenantAsync();
        using var customer = await tenancy.Server.RegisterTenantAsync();
        await JoinAsync(person, customer, "viewer");
        (await RowsAsync(person)).ShouldContainKey(customer.TenantId);

        using var removed = await customer.Client.DeleteAsync($"/api/v1/members/{person.UserId}");
        await removed.ShouldBeAsync(HttpStatusCode.NoContent);

        (await RowsAsync(person)).Keys.ShouldBe([person.TenantId]);
    }

    [Fact]
    public async Task A_page_at_a_time_shows_every_company_once()
    {
        using var person = await tenancy.Server.RegisterTenantAsync();
        using var customer = await tenancy.Server.RegisterTenantAsync();
        await JoinAsync(person, customer, "viewer");

        using var first = await person.Client.GetAsync($"{Board}?limit=1");
        var page = await first.ShouldBeAsync(HttpStatusCode.OK);
        using var second = await person.Client.GetAsync($"{Board}?limit=1&cursor={page.GetProperty("nextCursor")}");
        var last = await second.ShouldBeAsync(HttpStatusCode.OK);

        page.GetProperty("data")[0].GetProperty("id").GetGuid().ShouldBe(person.TenantId);
        last.GetProperty("data")[0].GetProperty("id").GetGuid().ShouldBe(customer.TenantId);
        last.GetProperty("nextCursor").ValueKind.ShouldBe(JsonValueKind.Null);
        using var wrong = await person.Client.GetAsync($"{Board}?limit=201");
        (await wrong.ProblemAsync(HttpStatusCode.BadRequest)).ShouldBe("validation_failed");
    }

    [Fact]
    public async Task A_platform_administrator_has_no_company_of_their_own()
    {
        using var answer = await tenancy.PlatformAdmin.GetAsync(Board);

        (await answer.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("data").GetArrayLength().ShouldBe(0);
    }

    private async Task JoinAsync(SignedIn person, SignedIn company, string role, string[]? venueIds = null)
    {
        await tenancy.ConfirmAddressAsync(person);
        var token = await tenancy.InviteAsync(company, person.Email, role, venueIds);
        using var joined = await person.Client.PostAsJsonAsync("/api/v1/invitations/join", new { token });
        joined.IsSuccessStatusCode.ShouldBeTrue(await joined.Content.ReadAsStringAsync());
    }

    private async Task SignInAgainAsync(SignedIn person) =>
        person.Client.DefaultRequestHeaders.Authorization = new("Bearer", await tenancy.Server.TokenForAsync(person));

    private static async Task AddLeadAsync(SignedIn company, string email, Guid? venueId = null)
    {
        using var answer = await company.Client.PostAsJsonAsync("/api/v1/leads", new { email, venueId });
        await answer.ShouldBeAsync(HttpStatusCode.Created);
    }

    private Task AddAccountAsync(SignedIn company, string status) =>
        tenancy.ExecuteAsync(
            company.TenantId,
            $"""
            insert into integrations.account (tenant_id, id, platform, name, status, account_key_hash,
                sealed_account_key, created_at, updated_at)
            values ('{company.TenantId}', '{Guid.CreateVersion7()}', 'x', 'X', '{status}', '{Guid.CreateVersion7()}'::text::bytea, ''::bytea, now(), now())
            """
        );

    private static async Task<Dictionary<Guid, JsonElement>> RowsAsync(SignedIn person)
    {
        using var answer = await person.Client.GetAsync(Board);

        return (await answer.ShouldBeAsync(HttpStatusCode.OK))
            .GetProperty("data")
            .EnumerateArray()
            .ToDictionary(row => row.GetProperty("id").GetGuid());
    }

    private static (int Today, int Month, int Connected, int InTrouble) Numbers(JsonElement row)
    {
        var (leads, accounts) = (row.GetProperty("leads"), row.GetProperty("accounts"));

        return (
            leads.GetProperty("today").GetInt32(),
            leads.GetProperty("last30Days").GetInt32(),
            accounts.GetProperty("connected").GetInt32(),
            accounts.GetProperty("inTrouble").GetInt32()
        );
    }
}
