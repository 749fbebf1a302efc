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
    private const int Turns = 120;

    /// <summary>From here on browsers call a task long (W3C Long Tasks, section 1.2).</summary>
    private const double LongTaskMs = 50;

    [BrowserFact]
    public async Task Ten_thousand_leads_scroll_without_a_long_task()
    {
        using var owner = await app.Server.RegisterTenantAsync();
        await CopyLeadsAsync(owner.TenantId);
        await using var visitor = await Visitor.SignInAsync(app, new Look("tr"), owner);
        await visitor.VisitAsync("/leads");
        await visitor.Page.GetByText("Aday ").First.WaitForAsync();
        // What is still done for the page's own beginning is no part of its scrolling.
        await visitor.Page.EvaluateAsync("() => new Promise((done) => requestIdleCallback(() => done(null)))");
        using var mainThread = await MainThread.WatchAsync(visitor.Page);

        await visitor.Page.Mouse.MoveAsync(700, 600);
        for (var turn = 0; turn < Turns; turn++)
        {
            await visitor.Page.Mouse.WheelAsync(0, 2_000);
            await visitor.Page.EvaluateAsync("() => new Promise((done) => requestAnimationFrame(done))");
        }

        var tasks = await mainThread.EndAsync();
        var rows = await visitor.Page.Locator("[role=row], tr").CountAsync();
        rows.ShouldBeLessThan(200);
        tasks.Count.ShouldBeGreaterThan(Turns);
        tasks.Max().ShouldBeLessThan(LongTaskMs, JsonSerializer.Serialize(tasks.Order().TakeLast(20)));
    }

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
