using System.Globalization;
using System.Text.Json;
using Crm.TestKit;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.Browser.Tests.Speed;

/// <summary>A table of ten thousand leads under the wheel of a mouse.</summary>
[Trait("Category", "Alone")]
public sealed class LongTableTests(AppServer app) : IClassFixture<AppServer>
{
    private const int Leads = 10_000;
    private const int Turns = 60;
    private const int Journeys = 3;

    /// <summary>From here on browsers call a task long (W3C Long Tasks, section 1.2).</summary>
    private const double LongTaskMs = 50;

    [BrowserFact]
    public async Task Ten_thousand_leads_scroll_without_a_long_task()
    {
        using var owner = await app.Server.RegisterTenantAsync();
        await CopyLeadsAsync(owner.TenantId);
        await using var visitor = await Visitor.SignInAsync(app, new Look("tr"), owner);

        // What the page does, it does on every journey; what the machine did to one of them, it does not do to all.
        var journeys = new List<IReadOnlyList<double>>();
        for (var journey = 0; journey < Journeys; journey++)
        {
            journeys.Add(await ScrollAsync(visitor));
        }

        journeys.Min(tasks => tasks.Max()).ShouldBeLessThan(LongTaskMs, Longest(journeys));
    }

    /// <summary>Opens the list anew and turns the wheel: how long each task of the page took, in milliseconds.</summary>
    private static async Task<IReadOnlyList<double>> ScrollAsync(Visitor visitor)
    {
        await visitor.VisitAsync("/leads");
        await visitor.Page.GetByText("Aday ").First.WaitForAsync();
        using var mainThread = await MainThread.WatchAsync(visitor.Page);

        await visitor.Page.Mouse.MoveAsync(700, 600);
        for (var turn = 0; turn < Turns; turn++)
        {
            await visitor.Page.Mouse.WheelAsync(0, 2_000);
            await visitor.Page.EvaluateAsync("() => new Promise((done) => requestAnimationFrame(done))");
        }

        var tasks = await mainThread.EndAsync();
        (await visitor.Page.Locator("[role=row], tr").CountAsync()).ShouldBeLessThan(200);
        tasks.Count.ShouldBeGreaterThan(Turns);
        return tasks;
    }

    private static string Longest(IEnumerable<IReadOnlyList<double>> journeys) =>
        JsonSerializer.Serialize(journeys.Select(tasks => tasks.OrderDescending().Take(5)));

    private async Task CopyLeadsAsync(Guid tenantId)
    {
        await using var connection = new NpgsqlConnection(app.Server.Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"""
            select set_config('role', 'crm_app', false), set_config('crm.tenant', '{tenantId}', false);
            insert into leads.lead (tenant_id, id, full_name, status, source, search_text, created_at, updated_at, version)
            select '{tenantId}', (lpad(to_hex((extract(epoch from made) * 1000)::bigint), 12, '0') || '7' || substr(md5(n::text), 1, 3)
                || '8' || substr(md5(n::text), 4, 15))::uuid, 'Aday ' || n, 'new', 'manual', 'aday ' || n, made, made, 1
            from generate_series(1, {Leads.ToString(
                CultureInfo.InvariantCulture
            )}) n, lateral (select now() - n * interval '1 second' as made) t
            """,
            connection
        );
        await command.ExecuteNonQueryAsync();
    }
}
