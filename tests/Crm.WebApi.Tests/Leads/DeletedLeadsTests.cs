using System.Net;
using System.Text.Json;
using Crm.Infrastructure.Leads;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Leads;

public sealed class DeletedLeadsTests(SharedServer shared) : IClassFixture<SharedServer>, IAsyncLifetime
{
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    private readonly TestServer server = shared.Server;
    private SignedIn owner = null!;

    public async Task InitializeAsync() => owner = await server.RegisterTenantAsync();

    public Task DisposeAsync()
    {
        owner.Dispose();

        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_deleted_lead_is_nowhere_and_comes_back_whole()
    {
        var id = await owner.AddLeadAsync(new { fullName = "Ayşe", email = "ayse@example.com" });
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await owner.AddLeadAsync(new { fullName = "Burak" });
        await NoteAsync(id);

        await DeleteAsync(id);

        await owner.CallAsync(HttpMethod.Get, Path(id), expected: HttpStatusCode.NotFound);
        await owner.CallAsync(HttpMethod.Get, Path(id) + "/timeline", expected: HttpStatusCode.NotFound);
        await owner.CallAsync(HttpMethod.Get, Path(id) + "/consents", expected: HttpStatusCode.NotFound);
        await owner.CallAsync(HttpMethod.Delete, Path(id), expected: HttpStatusCode.NotFound);
        (await owner.NamesAsync()).ShouldBe("Burak");
        (await owner.NamesAsync("?q=ayse")).ShouldBe("");
        (await owner.NamesAsync("?q=a&sort=createdAt")).ShouldBe("Burak");
        (await TotalAsync("?includeTotal=true")).ShouldBe(1);
        (await TotalAsync("?includeTotal=true&q=ayse")).ShouldBe(0);
        (await TotalAsync("?includeTotal=true&status=new")).ShouldBe(1);

        var restored = await owner.CallAsync(HttpMethod.Post, Path(id) + "/restore");
        restored.Text("fullName").ShouldBe("Ayşe");
        (await owner.NamesAsync()).ShouldBe("Burak,Ayşe");
        (await owner.ReadAsync(Path(id) + "/timeline")).GetProperty("data").GetArrayLength().ShouldBe(1);
        await owner.CallAsync(HttpMethod.Post, Path(id) + "/restore");
    }

    [Fact]
    public async Task Whoever_asks_again_is_back_as_the_lead_they_were()
    {
        var id = await owner.AddLeadAsync(new { fullName = "Ayşe", phone = "05321234567" });
        await NoteAsync(id);
        await DeleteAsync(id);

        var again = await owner.AddLeadAsync(new { phone = "+90 532 123 45 67", note = "Yine ben" });

        again.ShouldBe(id);
        (await owner.NamesAsync()).ShouldBe("Ayşe");
        (await owner.ReadAsync(Path(id) + "/timeline")).GetProperty("data").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task A_deleted_lead_is_no_duplicate_for_whoever_wants_none()
    {
        var id = await owner.AddLeadAsync(new { email = "a@example.com" });
        await DeleteAsync(id);

        var taken = await owner.AddLeadAsync(new { email = "a@example.com", onDuplicate = "reject" });
        await owner.CallAsync(
            HttpMethod.Post,
            LeadCalls.Leads,
            new { email = "a@example.com", onDuplicate = "reject" },
            HttpStatusCode.Conflict
        );

        taken.ShouldBe(id);
    }

    [Fact]
    public async Task After_thirty_days_it_is_gone_for_good_and_nobody_elses_lead_with_it()
    {
        var id = await owner.AddLeadAsync(
            new
            {
                fullName = "Ayşe",
                email = "a@example.com",
                note = "Ararsınız",
            }
        );
        var other = await owner.AddLeadAsync(
            new
            {
                fullName = "Ayşe 2",
                email = "a@example.com",
                onDuplicate = "create",
            }
        );
        await NoteAsync(id);
        await DeleteAsync(id);

        server.Clock.Advance(Month - TimeSpan.FromMinutes(1));
        await PurgeAsync();
        (await RowsAsync(id)).ShouldBe((1, 1, 1));
        server.Clock.Advance(TimeSpan.FromMinutes(2));
        await PurgeAsync();
        await PurgeAsync();

        (await RowsAsync(id)).ShouldBe((0, 0, 0));
        (await RowsAsync(other)).ShouldBe((1, 0, 0));
    }

    [Fact]
    public async Task Erasing_takes_notes_and_history_and_also_the_one_who_was_deleted()
    {
        var id = await owner.AddLeadAsync(
            new
            {
                fullName = "Ayşe",
                email = "a@example.com",
                note = "Ararsınız",
            }
        );
        await NoteAsync(id);
        await DeleteAsync(id);

        await owner.CallAsync(HttpMethod.Delete, Path(id) + "?erase=true", expected: HttpStatusCode.NoContent);

        (await RowsAsync(id)).ShouldBe((0, 0, 0));
    }

    private async Task PurgeAsync() =>
        await server.Services.GetRequiredService<LeadPurge>().RunAsync(CancellationToken.None);

    /// <summary>Leads, submissions and history that the database still holds of it.</summary>
    private async Task<(long Leads, long Submissions, long History)> RowsAsync(Guid id)
    {
        await using var connection = new NpgsqlConnection(server.Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"""
            set role crm_app;
            select set_config('crm.tenant', '{owner.TenantId}', false);
            select (select count(*) from leads.lead where id = '{id}'),
                (select count(*) from leads.submission where lead_id = '{id}'),
                (select count(*) from leads.history where lead_id = '{id}')
            """,
            connection
        );
        await using var reader = await command.ExecuteReaderAsync();
        await reader.NextResultAsync();
        await reader.ReadAsync();

        return (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
    }

    private async Task<long> TotalAsync(string query) =>
        (await owner.ReadAsync(LeadCalls.Leads + query)).GetProperty("total").GetInt64();

    private Task<JsonElement> NoteAsync(Guid id) =>
        owner.CallAsync(HttpMethod.Post, Path(id) + "/notes", new { text = "Not" }, HttpStatusCode.Created);

    private Task<JsonElement> DeleteAsync(Guid id) =>
        owner.CallAsync(HttpMethod.Delete, Path(id), expected: HttpStatusCode.NoContent);

    private static string Path(Guid id) => $"{LeadCalls.Leads}/{id}";
}
