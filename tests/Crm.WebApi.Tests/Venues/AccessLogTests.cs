using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Crm.Application.Venues.AccessLog;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Venues;

public sealed class AccessLogTests(SharedServer shared) : IClassFixture<SharedServer>, IAsyncLifetime
{
    private VenueWorld world = null!;

    private string Log => $"/api/v1/venues/{world.First}/access-log";

    public async Task InitializeAsync() => world = await VenueWorld.CreateAsync(shared.Server);

    public Task DisposeAsync()
    {
        world.Dispose();

        return Task.CompletedTask;
    }

    [Fact]
    public async Task Batches_at_once_on_any_number_of_servers_are_one_chain()
    {
        await Task.WhenAll(Enumerable.Range(0, 12).Select(batch => AppendAsync(5)));

        var found = await world.GetAsync(Log + "/verification");
        found.GetProperty("intact").GetBoolean().ShouldBeTrue(found.ToString());
        found.GetProperty("entries").GetInt32().ShouldBe(60);
        found.GetProperty("days").GetInt32().ShouldBe(1);
        var page = await world.GetAsync(Log + "?limit=2&includeTotal=true");
        page.GetProperty("total").GetInt32().ShouldBe(60);
        page.GetProperty("data")[0].GetProperty("number").GetInt32().ShouldBe(60);
        var next = await world.GetAsync($"{Log}?limit=2&cursor={page.GetProperty("nextCursor").GetString()}");
        next.GetProperty("data")[0].GetProperty("number").GetInt32().ShouldBe(58);
    }

    [Theory]
    [InlineData("update venues.access_log set assigned_address = '10.0.0.99' where number = 3", 3, "entry_changed")]
    [InlineData("delete from venues.access_log where number = 3", 3, "entry_missing")]
    [InlineData(
        "update venues.access_log set number = case number when 2 then 93 when 3 then 92 else number end",
        2,
        "entry_missing"
    )]
    [InlineData("delete from venues.access_log where number >= 4", 4, "end_missing")]
    [InlineData("delete from venues.access_log_day where entries > 0", null, "head_missing")]
    [InlineData("update venues.access_log_day set entries = 4 where entries > 0", null, "head_changed")]
    public async Task Whatever_is_changed_in_the_database_is_found_and_named(string sql, int? number, string fault)
    {
        await AppendAsync(5);
        await world.ExecuteAsync(sql);

        var found = await world.GetAsync(Log + "/verification");

        found.GetProperty("intact").GetBoolean().ShouldBeFalse();
        var first = found.GetProperty("faults")[0];
        first.GetProperty("fault").GetString().ShouldBe(fault);
        (
            first.GetProperty("number").ValueKind is JsonValueKind.Null
                ? null
                : (int?)first.GetProperty("number").GetInt32()
        ).ShouldBe(number);
    }

    [Fact]
    public async Task Two_lines_that_changed_places_are_found()
    {
        await AppendAsync(5);
        foreach (var (from, to) in new[] { (2, 90), (3, 2), (90, 3) })
        {
            await world.ExecuteAsync($"update venues.access_log set number = {to} where number = {from}");
        }

        var found = await world.GetAsync(Log + "/verification");
        found.GetProperty("faults")[0].GetProperty("number").GetInt32().ShouldBe(2);
        found.GetProperty("faults")[0].GetProperty("fault").GetString().ShouldBe("entry_changed");
    }

    [Fact]
    public async Task A_whole_day_that_was_taken_out_is_missed()
    {
        for (var day = 0; day < 3; day++)
        {
            await AppendAsync(2);
            world.Server.Clock.Advance(TimeSpan.FromDays(1));
            // Access tokens do not outlive a day.
            await world.SignInAgainAsync();
        }

        var days = (await world.GetAsync(Log)).GetProperty("data").EnumerateArray();
        var middle = days.Select(row => row.GetProperty("day").GetString()).Distinct().Order().ElementAt(1);
        await world.ExecuteAsync($"delete from venues.access_log where day = '{middle}'");
        await world.ExecuteAsync($"delete from venues.access_log_day where day = '{middle}'");

        var found = await world.GetAsync(Log + "/verification");
        found.GetProperty("faults")[0].GetProperty("fault").GetString().ShouldBe("day_missing");
    }

    [Fact]
    public async Task An_authority_can_check_the_export_without_us_and_exporting_is_audited()
    {
        var day = (await AppendAsync(3)).GetProperty("day").GetString();

        using var export = await world.Client.GetAsync($"{Log}/export?day={day}");
        export.StatusCode.ShouldBe(HttpStatusCode.OK);
        export.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        var lines = (await export.Content.ReadAsStringAsync()).TrimEnd().Split("\r\n")[1..];

        lines.Length.ShouldBe(3);
        var previous = new string('0', 64);
        foreach (var line in lines)
        {
            var fields = line[1..^1].Split("\",\"");
            var text = line[
                (line.IndexOf("\"[", StringComparison.Ordinal) + 1)..(
                    line.LastIndexOf("]\"", StringComparison.Ordinal) + 1
                )
            ]
                .Replace("\"\"", "\"", StringComparison.Ordinal);
            fields[^2].ShouldBe(previous);
            previous = fields[^1];
            Convert
                .ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{fields[^2]}\n{text}")))
                .ShouldBe(previous);
        }

        (await world.CountAsync("tenancy.audit_event where action = 'access_log.exported'")).ShouldBe(1);
    }

    [Fact]
    public async Task The_application_can_neither_change_nor_delete_a_line()
    {
        await AppendAsync(1);
        foreach (var sql in new[] { "update venues.access_log set identity = 'x'", "delete from venues.access_log" })
        {
            await using var connection = new NpgsqlConnection(world.Server.Database.ConnectionString);
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(
                $"set role crm_app; select set_config('crm.tenant', '{world.Owner.TenantId}', false); {sql}",
                connection
            );
            var refused = await Should.ThrowAsync<PostgresException>(command.ExecuteNonQueryAsync);
            refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        }
    }

    [Fact]
    public async Task Days_are_deleted_when_their_retention_is_over_and_not_before()
    {
        // The clock does not come back from there, so the server is this test's own.
        await using var server = await TestServer.StartAsync();
        world = await VenueWorld.CreateAsync(server);
        await AppendAsync(3);
        // A clock that is far ahead deletes nothing: the database has its own.
        world.Server.Clock.Set(DateTimeOffset.MaxValue.AddYears(-1));
        (await DeleteExpiredAsync()).ShouldBe(0);
        await BackdateAsync(729);
        (await DeleteExpiredAsync()).ShouldBe(0);
        await BackdateAsync(732);
        (await DeleteExpiredAsync()).ShouldBe(1);

        (await world.CountAsync("venues.access_log")).ShouldBe(0);
    }

    [Fact]
    public async Task Another_venue_and_a_limited_admin_see_nothing_of_it()
    {
        await AppendAsync(1);
        await world.LimitOwnerToAsync(world.Second);

        foreach (var path in new[] { Log, Log + "/verification", Log + "/export?day=2026-11-26" })
        {
            (await world.StatusAsync(HttpMethod.Get, path)).ShouldBe(HttpStatusCode.NotFound, path);
        }

        (await world.StatusAsync(HttpMethod.Post, Log, Batch(1))).ShouldBe(HttpStatusCode.NotFound);
        var own = await world.GetAsync($"/api/v1/venues/{world.Second}/access-log");
        own.GetProperty("data").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("""{"entries":[]}""")]
    [InlineData("""{"entries":[null]}""")]
    [InlineData("""{"entries":[{"identity":"A","assignedAddress":"home","sessionFrom":"2026-11-20T10:00:00Z"}]}""")]
    [InlineData("""{"entries":[{"identity":" ","assignedAddress":"10.0.0.1","sessionFrom":"2026-11-20T10:00:00Z"}]}""")]
    [InlineData(
        """{"entries":[{"identity":"A","assignedAddress":"10.0.0.1","sessionFrom":"2026-11-20T10:00:00Z","sessionTo":"2026-11-19T10:00:00Z"}]}"""
    )]
    [InlineData(
        """{"entries":[{"identity":"A","assignedAddress":"10.0.0.1","sessionFrom":"2026-11-20T10:00:00Z","publicPortFrom":9,"publicPortTo":8}]}"""
    )]
    public async Task A_line_that_cannot_be_taken_keeps_the_whole_batch_out(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await world.Client.PostAsync(Log, content);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await world.CountAsync("venues.access_log")).ShouldBe(0);
    }

    private Task<JsonElement> AppendAsync(int count) => world.PostAsync(Log, Batch(count));

    private static object Batch(int count) =>
        new
        {
            entries = Enumerable
                .Range(1, count)
                .Select(number => new
                {
                    identity = $"Misafir \"{number}\", +90532",
                    macAddress = "AABBCCDDEEFF",
                    assignedAddress = $"10.0.0.{number}",
                    publicAddress = "203.0.113.1",
                    publicPortFrom = 1024,
                    publicPortTo = 2047,
                    sessionFrom = "2026-11-20T10:00:00.1234567Z",
                    sessionTo = "2026-11-20T11:00:00Z",
                }),
        };

    private async Task BackdateAsync(int days)
    {
        foreach (var table in new[] { "access_log", "access_log_day" })
        {
            await world.ExecuteAsync(
                FormattableString.Invariant(
                    $"update venues.{table} set day = current_date - {days} where day is not null"
                )
            );
        }
    }

    private async Task<int> DeleteExpiredAsync()
    {
        await using var scope = world.Server.Services.CreateAsyncScope();

        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new DeleteExpiredAccessLog());
    }
}
