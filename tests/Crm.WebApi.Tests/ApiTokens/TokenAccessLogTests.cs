using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using Crm.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.ApiTokens;

/// <summary>
/// Many requests on two servers by several tokens, counted by the client: the statistics say the same once the servers have stopped.
/// 100,000 of them with CRM_TEST_TOKEN_CALLS=100000; fewer in every run, so that the suite stays short.
/// </summary>
public sealed class TokenAccessLogTests
{
    private const int UsualCalls = 20_000;
    private const int Callers = 16;

    private static readonly int Calls = int.Parse(
        Environment.GetEnvironmentVariable("CRM_TEST_TOKEN_CALLS") ?? UsualCalls.ToString(CultureInfo.InvariantCulture),
        CultureInfo.InvariantCulture
    );

    private readonly ConcurrentDictionary<string, int> log = new(StringComparer.Ordinal);

    [Fact]
    public async Task The_statistics_are_those_of_the_access_log()
    {
        await using var database = await TestDatabase.CreateAsync();
        var clock = new TestClock();
        var first = await TestServer.StartAsync(database, clock, Quiet);
        var second = await TestServer.StartAsync(database, clock, Quiet);
        using var owner = await first.RegisterTenantAsync();
        var venues = new[] { "A", "B", "C" };
        var ids = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var venue in venues)
        {
            ids[venue] = await first.AddVenueAsync(owner, venue);
        }

        var tokens = new List<(Guid Id, string Token)>
        {
            await owner.IssueTokenAsync(),
            await owner.IssueTokenAsync(["write"]),
            await owner.IssueTokenAsync(["write"], ["A"]),
            await owner.IssueTokenAsync(["delete"], allowedIps: ["203.0.113.0/24"]),
        };
        var next = 0;
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(CallAsync)));

        // The last requests are stored by the stop.
        await first.DisposeAsync();
        await second.DisposeAsync();

        var stored = await ReadAsync(database);
        stored.Count.ShouldBeGreaterThan(20);
        stored.ShouldBe(log.ToDictionary(StringComparer.Ordinal), ignoreOrder: true);

        async Task CallAsync()
        {
            var clients = tokens
                .SelectMany(token =>
                    new[] { first, second }.Select(server => (token.Id, Client: server.ClientWith(token.Token)))
                )
                .ToList();
            for (var call = Interlocked.Increment(ref next); call <= Calls; call = Interlocked.Increment(ref next))
            {
                var (id, client) = clients[call % clients.Count];
                var (method, path, venue, body) = Choose(call, venues);
                using var request = new HttpRequestMessage(new HttpMethod(method), path);
                request.Content = body is null ? null : JsonContent.Create(body);
                using var response = await client.SendAsync(request);
                var status = (int)response.StatusCode;
                // From a foreign address nothing of the request is looked at.
                var named = venue is not null && id != tokens[3].Id && !(method == "POST" && id == tokens[0].Id);
                log.AddOrUpdate(
                    $"{id} {method} {(named ? ids[venue!] : Guid.Empty)} {status}",
                    1,
                    (_, known) => known + 1
                );
            }

            clients.ForEach(client => client.Client.Dispose());
        }
    }

    private static (string Method, string Path, string? Venue, object? Body) Choose(int call, string[] venues)
    {
        var venue = venues[call % 7 % venues.Length];

        return (call % 100) switch
        {
            < 2 => ("POST", TokenWorld.Leads, venue, new { email = $"lead{call}@example.com", venueId = venue }),
            < 6 => ("POST", TokenWorld.Leads, null, new { surprise = 1 }),
            < 40 => ("GET", $"{TokenWorld.Leads}?limit=1&venueId={venue}", venue, null),
            < 60 => ("GET", $"{TokenWorld.Leads}?limit=1", null, null),
            < 70 => ("GET", $"{TokenWorld.Leads}?surprise=1", null, null),
            < 80 => ("GET", $"{TokenWorld.Leads}/{Guid.CreateVersion7()}", null, null),
            < 90 => ("GET", "/api/v1/auth/me", null, null),
            _ => ("DELETE", $"{TokenWorld.Route}/{Guid.CreateVersion7()}", null, null),
        };
    }

    // Every line is kept otherwise, and there would be millions.
    private static void Quiet(IServiceCollection services) =>
        services.Configure<LoggerFilterOptions>(options => options.MinLevel = LogLevel.Error);

    private static async Task<Dictionary<string, int>> ReadAsync(TestDatabase database)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            """
            alter table api_tokens.usage disable row level security;
            select token_id || ' ' || method || ' ' || venue_id || ' ' || status, sum(requests)::integer
            from api_tokens.usage group by token_id, method, venue_id, status
            """,
            connection
        );
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new Dictionary<string, int>(StringComparer.Ordinal);
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0), reader.GetInt32(1));
        }

        return rows;
    }
}
