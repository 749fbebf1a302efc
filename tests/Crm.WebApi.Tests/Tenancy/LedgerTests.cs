using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Tenancy;

public sealed class LedgerTests(TenancyServer tenancy) : IClassFixture<TenancyServer>
{
    private const string Balance = "/api/v1/profil/guncel-bakiye";
    private const string Entries = "/api/v1/balance/entries";

    [Fact]
    public async Task The_balance_is_text_with_decimals_and_says_as_of_when()
    {
        using var owner = await tenancy.Server.RegisterTenantAsync();
        using var untouched = await owner.Client.GetAsync(Balance);
        using var booked = await tenancy.BookAsync(owner.TenantId, "125.5");

        using var answer = await owner.Client.GetAsync(Balance);

        (await untouched.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("balance").GetString().ShouldBe("0.00");
        await booked.ShouldBeAsync(HttpStatusCode.Created);
        (await answer.Content.ReadAsStringAsync()).ShouldBe(
            """{"balance":"125.50","currency":"TRY","asOf":"2026-11-22T09:00:00Z"}"""
        );
    }

    [Fact]
    public async Task Of_two_hundred_debits_at_once_on_two_servers_exactly_those_succeed_that_the_limit_allows()
    {
        using var owner = await tenancy.Server.RegisterTenantAsync();
        await using var second = await TestServer.StartAsync(
            tenancy.Server.Database,
            tenancy.Server.Clock,
            settings: [.. World.PlatformAdmin]
        );
        using var secondAdmin = await second.SignInPlatformAdminAsync();
        using var limit = await tenancy.PlatformAdmin.PatchAsJsonAsync(
            $"/api/v1/platform/tenants/{owner.TenantId}",
            new { overdraftLimit = 25 }
        );
        await limit.ShouldBeAsync(HttpStatusCode.OK);
        using var credit = await tenancy.BookAsync(owner.TenantId, 75);
        await credit.ShouldBeAsync(HttpStatusCode.Created);

        var statuses = new HttpStatusCode[200];
        await Parallel.ForAsync(
            0,
            statuses.Length,
            new ParallelOptions { MaxDegreeOfParallelism = 32 },
            async (number, cancellationToken) =>
            {
                var admin = number % 2 == 0 ? tenancy.PlatformAdmin : secondAdmin;
                using var answer = await admin.PostAsJsonAsync(
                    $"/api/v1/platform/tenants/{owner.TenantId}/balance-entries",
                    new { amount = -1, description = "SMS" },
                    cancellationToken
                );
                statuses[number] = answer.StatusCode;
            }
        );

        statuses.Count(status => status is HttpStatusCode.Created).ShouldBe(100);
        statuses.Count(status => status is HttpStatusCode.Conflict).ShouldBe(100);
        (await tenancy.ScalarAsync(owner.TenantId, "select amount from tenancy.balance")).ShouldBe("-25.0000");
        (await tenancy.ScalarAsync(owner.TenantId, "select sum(amount) from tenancy.balance_entry")).ShouldBe(
            "-25.0000"
        );
        (await tenancy.ScalarAsync(owner.TenantId, OutOfStep)).ShouldBe("0");
    }

    /// <summary>Entries whose balance is not the one before and the amount, or whose number leaves a gap.</summary>
    private const string OutOfStep = """
        select count(*) from (
            select balance_after, number, sum(amount) over (order by number) as total, row_number() over (order by number) as place
            from tenancy.balance_entry
        ) entries where balance_after <> total or number <> place
        """;

    [Fact]
    public async Task A_debit_that_goes_too_far_is_refused_with_balance_and_limit()
    {
        using var owner = await tenancy.Server.RegisterTenantAsync();
        using var credit = await tenancy.BookAsync(owner.TenantId, "10.25");

        using var refused = await tenancy.BookAsync(owner.TenantId, "-10.26");

        var problem = await refused.ShouldBeAsync(HttpStatusCode.Conflict);
        problem.GetProperty("code").GetString().ShouldBe("balance_insufficient");
        problem.GetProperty("detail").GetString()!.ShouldContain("10.25 TRY");
        problem.GetProperty("detail").GetString()!.ShouldContain("0.00 TRY");
    }

    [Fact]
    public async Task The_same_reference_books_once_however_often_and_at_once_it_is_sent()
    {
        using var owner = await tenancy.Server.RegisterTenantAsync();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(_ => tenancy.BookAsync(owner.TenantId, "40", "invoice-7"))
        );
        using var another = await tenancy.BookAsync(owner.TenantId, "41", "invoice-7");

        var ids = new List<Guid>();
        foreach (var answer in answers)
        {
            ids.Add((await answer.ShouldBeAsync(HttpStatusCode.Created)).GetProperty("id").GetGuid());
        }

        ids.Distinct().ShouldHaveSingleItem();
        (await tenancy.ScalarAsync(owner.TenantId, "select amount from tenancy.balance")).ShouldBe("40.0000");
        (await another.ProblemAsync(HttpStatusCode.Conflict)).ShouldBe("reference_taken");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1.00001")]
    [InlineData("1000000001")]
    [InlineData("much")]
    [InlineData(0.123456)]
    public async Task An_amount_that_cannot_be_kept_is_refused(object amount)
    {
        using var owner = await tenancy.Server.RegisterTenantAsync();

        using var answer = await tenancy.BookAsync(owner.TenantId, amount);

        (await answer.ShouldBeAsync(HttpStatusCode.BadRequest))
            .GetProperty("errors")
            .TryGetProperty("amount", out _)
            .ShouldBeTrue();
    }

    [Fact]
    public async Task Entries_are_listed_newest_first_a_page_at_a_time()
    {
        using var owner = await tenancy.Server.RegisterTenantAsync();
        foreach (var amount in (string[])["10", "-4.5", "0.0001"])
        {
            using var booked = await tenancy.BookAsync(owner.TenantId, amount);
            await booked.ShouldBeAsync(HttpStatusCode.Created);
        }

        using var first = await owner.Client.GetAsync($"{Entries}?limit=2&includeTotal=true");
        var page = await first.ShouldBeAsync(HttpStatusCode.OK);
        using var second = await owner.Client.GetAsync(
            $"{Entries}?cursor={page.GetProperty("nextCursor").GetString()}"
        );
        var rest = await second.ShouldBeAsync(HttpStatusCode.OK);

        page.GetProperty("total").GetInt64().ShouldBe(3);
        Described(page).ShouldBe(["credit 0.0001 5.5001", "debit -4.50 5.50"]);
        Described(rest).ShouldBe(["credit 10.00 10.00"]);
        rest.GetProperty("nextCursor").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Nobody_changes_or_deletes_an_entry()
    {
        using var owner = await tenancy.Server.RegisterTenantAsync();
        using var booked = await tenancy.BookAsync(owner.TenantId, 5);

        foreach (
            var sql in (string[])["update tenancy.balance_entry set amount = 9", "delete from tenancy.balance_entry"]
        )
        {
            var refused = await Should.ThrowAsync<PostgresException>(() => tenancy.ExecuteAsync(owner.TenantId, sql));
            refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        }
    }

    [Fact]
    public async Task The_customers_audit_trail_names_the_administrator_who_booked()
    {
        using var owner = await tenancy.Server.RegisterTenantAsync();
        using var me = await tenancy.PlatformAdmin.GetAsync("/api/v1/auth/me");
        var admin = (await me.ShouldBeAsync(HttpStatusCode.OK)).GetProperty("user").GetProperty("id").GetGuid();

        using var booked = await tenancy.BookAsync(owner.TenantId, "12.5", "gift");

        var audited = (await tenancy.AuditAsync(owner.TenantId)).ShouldHaveSingleItem();
        audited.Action.ShouldBe("balance.booked");
        audited.Actor.ShouldBe(admin);
        audited.After!.ShouldContain("12.50");
    }

    [Fact]
    public async Task The_currency_of_a_balance_does_not_change()
    {
        using var owner = await tenancy.Server.RegisterTenantAsync();
        using var before = await owner.Client.PatchAsJsonAsync("/api/v1/tenant", new { currency = "EUR" });
        using var booked = await tenancy.BookAsync(owner.TenantId, 5);

        using var after = await owner.Client.PatchAsJsonAsync("/api/v1/tenant", new { currency = "USD" });
        using var same = await owner.Client.PatchAsJsonAsync("/api/v1/tenant", new { currency = "EUR" });

        await before.ShouldBeAsync(HttpStatusCode.OK);
        (await booked.ShouldBeAsync(HttpStatusCode.Created)).GetProperty("currency").GetString().ShouldBe("EUR");
        (await after.ProblemAsync(HttpStatusCode.Conflict)).ShouldBe("currency_fixed");
        await same.ShouldBeAsync(HttpStatusCode.OK);
    }

    private static IEnumerable<string> Described(JsonElement page) =>
        page.GetProperty("data")
            .EnumerateArray()
            .Select(entry =>
                $"{entry.GetProperty("kind").GetString()} {entry.GetProperty("amount").GetString()} {entry.GetProperty("balanceAfter").GetString()}"
            );
}
