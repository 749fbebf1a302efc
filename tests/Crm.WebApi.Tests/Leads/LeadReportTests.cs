using System.Net;
using System.Text;
using System.Text.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Leads;

public sealed class LeadReportTests(SharedServer shared) : IClassFixture<SharedServer>, IAsyncLifetime
{
    private const string Report = "/api/v1/reports/leads";
    private static readonly string[] Tags = ["vip", "=1+1"];

    private readonly TestServer server = shared.Server;
    private SignedIn owner = null!;

    public async Task InitializeAsync() => owner = await server.RegisterTenantAsync();

    public Task DisposeAsync()
    {
        owner.Dispose();

        return Task.CompletedTask;
    }

    [Fact]
    public async Task Sources_are_counted_with_what_was_won_and_how_long_people_waited()
    {
        var ids = new List<Guid>();
        foreach (var number in Enumerable.Range(0, 4))
        {
            ids.Add(await owner.AddLeadAsync(new { fullName = $"W {number}", source = "web" }));
        }

        await owner.AddLeadAsync(
            new
            {
                fullName = "F",
                source = "fair",
                status = "won",
            }
        );
        await owner.AddLeadAsync(
            new
            {
                fullName = "T",
                source = "web",
                tags = Enumerable.Repeat("test", 1),
            }
        );
        var deleted = await owner.AddLeadAsync(new { fullName = "D", source = "web" });
        await owner.CallAsync(HttpMethod.Delete, $"{LeadCalls.Leads}/{deleted}", expected: HttpStatusCode.NoContent);
        server.Clock.Advance(TimeSpan.FromSeconds(60));
        await MoveAsync(ids[0], "contacted");
        server.Clock.Advance(TimeSpan.FromSeconds(60));
        await MoveAsync(ids[1], "contacted");
        await MoveAsync(ids[0], "won");
        await MoveAsync(ids[2], "lost");

        var report = await owner.ReadAsync(Report + "?groupBy=source");

        var web = report.GetProperty("data")[0];
        web.Text("key").ShouldBe("web");
        web.GetProperty("leads").GetInt32().ShouldBe(4);
        web.GetProperty("won").GetInt32().ShouldBe(1);
        web.GetProperty("conversion").GetDouble().ShouldBe(0.25);
        web.GetProperty("medianSecondsToFirstContact").GetDouble().ShouldBe(90, tolerance: 2);
        report.GetProperty("data")[1].GetProperty("conversion").GetDouble().ShouldBe(1);
        report.GetProperty("total").GetProperty("leads").GetInt32().ShouldBe(5);
        report.GetProperty("total").GetProperty("won").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task Days_are_those_of_the_companys_time_zone_and_empty_ones_are_days_too()
    {
        // 22:30 of the 26th in UTC is 01:30 of the 27th in Istanbul.
        server.Clock.Advance(NextTime(22, 30) - server.Clock.GetUtcNow());
        owner.Dispose();
        owner = await server.RegisterTenantAsync();
        await owner.AddLeadAsync(new { fullName = "A" });
        var day = DateOnly.FromDateTime(server.Clock.GetUtcNow().UtcDateTime).AddDays(1);

        var report = await owner.ReadAsync($"{Report}?from={day.AddDays(-2):O}&to={day:O}");

        report.Text("timeZone").ShouldBe("Europe/Istanbul");
        report
            .GetProperty("data")
            .EnumerateArray()
            .Select(group => (group.Text("key"), group.GetProperty("leads").GetInt32()))
            .ShouldBe([($"{day.AddDays(-2):O}", 0), ($"{day.AddDays(-1):O}", 0), ($"{day:O}", 1)]);
        var before = await owner.ReadAsync($"{Report}?to={day.AddDays(-1):O}&groupBy=status");
        before.GetProperty("total").GetProperty("leads").GetInt32().ShouldBe(0);
    }

    [Theory]
    [InlineData("owner")]
    [InlineData("campaign")]
    [InlineData("status")]
    public async Task Every_grouping_sums_up_to_the_total(string groupBy)
    {
        await owner.AddLeadAsync(new { fullName = "A", ownerId = owner.UserId });
        await owner.AddLeadAsync(new { fullName = "B", status = "qualified" });

        var report = await owner.ReadAsync($"{Report}?groupBy={groupBy}");

        report.GetProperty("data").EnumerateArray().Sum(group => group.GetProperty("leads").GetInt32()).ShouldBe(2);
        report.GetProperty("total").GetProperty("leads").GetInt32().ShouldBe(2);
    }

    [Theory]
    [InlineData("groupBy=age")]
    [InlineData("from=2026-02-01&to=2026-01-01")]
    [InlineData("from=2024-01-01&to=2026-01-01")]
    [InlineData("from=0001-01-01")]
    [InlineData("to=9999-12-31")]
    public Task A_hostile_query_is_refused(string query) =>
        owner.CallAsync(HttpMethod.Get, $"{Report}?{query}", expected: HttpStatusCode.BadRequest);

    [Fact]
    public async Task An_export_is_a_file_that_spreadsheets_read_and_that_runs_nothing()
    {
        await owner.AddLeadAsync(
            new
            {
                fullName = "=HYPERLINK(\"http://evil.example\",\"Ayşe\")",
                phone = "0532 123 45 67",
                source = "web",
            }
        );
        await owner.AddLeadAsync(new { fullName = "Çağrı, \"Ağa\"\nİkinci satır", source = "+web" });
        await owner.AddLeadAsync(new { fullName = "Fuar", source = "fair" });

        using var response = await owner.Client.GetAsync(LeadCalls.Leads + "/export?format=csv&sort=createdAt");
        var bytes = await response.Content.ReadAsByteArrayAsync();
        var text = Encoding.UTF8.GetString(bytes);

        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/csv; charset=utf-8");
        response.Content.Headers.ContentDisposition!.FileName!.ShouldContain(".csv");
        bytes[..3].ShouldBe(Encoding.UTF8.Preamble.ToArray());
        text.ShouldContain("\"'=HYPERLINK(\"\"http://evil.example\"\",\"\"Ayşe\"\")\"");
        text.ShouldContain(",+905321234567,");
        text.ShouldContain("\"Çağrı, \"\"Ağa\"\"\nİkinci satır\"");
        text.ShouldContain(",'+web,");
        var filtered = await owner.Client.GetStringAsync(LeadCalls.Leads + "/export?source=fair");
        filtered.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
        var audit = await owner.ReadAsync("/api/v1/audit-events?limit=50");
        audit.GetRawText().ShouldContain("leads.exported");
    }

    [Fact]
    public async Task What_a_spreadsheet_parts_at_semicolons_and_line_breaks_runs_nothing_either()
    {
        await owner.AddLeadAsync(
            new
            {
                fullName = "Ali;=cmd|' /C calc'!A0",
                phone = "0532 123 45 67",
                source = "fair; \"@SUM(1)",
                tags = Tags,
                customFields = new { note = "x;=2+2" },
            }
        );
        await owner.AddLeadAsync(new { fullName = "Veli\n-3\t+4, Ankara", source = "1;2 - 3" });

        var text = await owner.Client.GetStringAsync(LeadCalls.Leads + "/export");

        text.ShouldContain("Ali;'=cmd|' /C calc'!A0");
        text.ShouldContain("fair;' \"\"@SUM(1)");
        text.ShouldContain("vip;' =1+1");
        text.ShouldContain("\"\"x\\u003b=2+2\"\"");
        text.ShouldContain("Veli\n'-3\t'+4, Ankara");
        text.ShouldContain(",1;2 - 3,");
    }

    [Fact]
    public async Task An_export_goes_by_when_leads_came_whatever_the_list_is_sorted_by()
    {
        foreach (var name in new[] { "C", "A", "B" })
        {
            await owner.AddLeadAsync(new { fullName = name });
            server.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        (await NamesAsync("fullName")).ShouldBe(["B", "A", "C"]);
        (await NamesAsync("-updatedAt")).ShouldBe(["B", "A", "C"]);
        (await NamesAsync("createdAt")).ShouldBe(["C", "A", "B"]);

        async Task<IEnumerable<string>> NamesAsync(string sort) =>
            (await owner.Client.GetStringAsync($"{LeadCalls.Leads}/export?sort={sort}"))
                .Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
                .Skip(1)
                .Select(line => line.Split(',')[1]);
    }

    [Fact]
    public async Task An_export_holds_every_lead_once_however_many_pages_it_took()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(part => AddAsync(Enumerable.Range(part * 70, 70))));

        foreach (var sort in new[] { "-createdAt", "-updatedAt", "fullName" })
        {
            var text = await owner.Client.GetStringAsync($"{LeadCalls.Leads}/export?sort={sort}");
            var ids = text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line[..36]);

            ids.Distinct(StringComparer.Ordinal).Count().ShouldBe(560, sort);
        }
    }

    [Fact]
    public async Task What_is_no_format_is_refused_before_anything_is_sent()
    {
        var problem = await owner.CallAsync(
            HttpMethod.Get,
            LeadCalls.Leads + "/export?format=pdf&sort=phone",
            expected: HttpStatusCode.BadRequest
        );

        problem.GetProperty("errors").TryGetProperty("format", out _).ShouldBeTrue(problem.ToString());
        problem.GetProperty("errors").TryGetProperty("sort", out _).ShouldBeTrue(problem.ToString());
    }

    private async Task AddAsync(IEnumerable<int> numbers)
    {
        foreach (var number in numbers)
        {
            await owner.AddLeadAsync(new { fullName = $"Lead {number % 100}" });
        }
    }

    private DateTimeOffset NextTime(int hour, int minute)
    {
        var now = server.Clock.GetUtcNow();
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddHours(hour).AddMinutes(minute);

        return today > now ? today : today.AddDays(1);
    }

    private Task<JsonElement> MoveAsync(Guid id, string status) =>
        owner.CallAsync(HttpMethod.Post, $"{LeadCalls.Leads}/{id}/status", new { status });
}
