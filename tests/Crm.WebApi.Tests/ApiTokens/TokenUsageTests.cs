using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Crm.Domain.ApiTokens;
using Crm.Domain.Common;
using Crm.Infrastructure.ApiTokens;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.ApiTokens;

public sealed class TokenUsageTests(SharedServer shared) : IClassFixture<SharedServer>, IAsyncLifetime
{
    private readonly TestServer server = shared.Server;
    private SignedIn owner = null!;

    public async Task InitializeAsync() => owner = await server.RegisterTenantAsync();

    public Task DisposeAsync()
    {
        owner.Dispose();

        return Task.CompletedTask;
    }

    [Fact]
    public async Task Every_request_is_counted_by_method_status_and_venue()
    {
        var venue = await server.AddVenueAsync(owner, "A-1");
        var (id, token) = await owner.IssueTokenAsync();
        using var partner = server.ClientWith(token);

        await partner.StatusAsync();
        await partner.StatusAsync($"{TokenWorld.Leads}?venueId=A-1");
        await partner.StatusAsync($"{TokenWorld.Leads}?venueId=A-1&surprise=1");
        await partner.StatusAsync($"{TokenWorld.Leads}/{Guid.CreateVersion7()}");
        await partner.PostAsJsonAsync(TokenWorld.Leads, new { email = "a@example.com" });
        await WaitForAsync(id, requests: 5);

        var usage = await owner.Client.JsonAsync($"{TokenWorld.Route}/{id}/usage");
        var day = usage.GetProperty("data")[0];
        day.GetProperty("day").GetString().ShouldBe(Day(0));
        day.GetProperty("requests").GetInt64().ShouldBe(5);
        day.GetProperty("byMethod").ToString().ShouldBe("""{"GET":4,"POST":1}""");
        day.GetProperty("byStatus").ToString().ShouldBe("""{"2xx":2,"4xx":3}""");
        day.GetProperty("lastAddress").GetString().ShouldBe("127.0.0.1");
        var atVenue = day.GetProperty("byVenue")
            .EnumerateArray()
            .Single(one => one.GetProperty("requests").GetInt64() == 1);
        atVenue.GetProperty("venueId").GetGuid().ShouldBe(venue);
    }

    [Fact]
    public async Task Only_the_days_that_were_asked_for_are_shown()
    {
        var (id, token) = await owner.IssueTokenAsync();
        using var partner = server.ClientWith(token);
        await partner.StatusAsync();
        server.Clock.Advance(TimeSpan.FromDays(1));
        await partner.StatusAsync();
        using var admin = await server.SignInAgainAsync(owner);
        var (today, yesterday) = (Day(0), Day(-1));
        await Poll.UntilAsync(
            async () => (await DaysAsync(admin, id, "")).SequenceEqual([today, yesterday]),
            TimeSpan.FromSeconds(10),
            "Both days should be listed, the newest first."
        );

        (await DaysAsync(admin, id, $"?from={today}")).ShouldBe([today]);
        (await DaysAsync(admin, id, $"?from={Day(-3)}&to={yesterday}T12:00:00Z")).ShouldBe([yesterday]);
        (await admin.StatusAsync($"{TokenWorld.Route}/{id}/usage?from={today}&to={yesterday}")).ShouldBe(
            HttpStatusCode.BadRequest
        );
    }

    [Fact]
    public async Task What_a_change_would_have_refused_is_known_before()
    {
        var mine = await server.AddVenueAsync(owner, "mine");
        var other = await server.AddVenueAsync(owner, "other");
        var (id, token) = await owner.IssueTokenAsync(["write"]);
        using var partner = server.ClientWith(token);
        await partner.StatusAsync($"{TokenWorld.Leads}?venueId=mine");
        await partner.StatusAsync($"{TokenWorld.Leads}?venueId=other");
        await partner.StatusAsync();
        (
            await partner.PostAsJsonAsync(TokenWorld.Leads, new { email = "a@example.com", venueId = "mine" })
        ).EnsureSuccessStatusCode();
        await WaitForAsync(id, requests: 4);

        var narrower = await ImpactAsync(id, "permissions=read&venueIds=mine");
        var fewer = await ImpactAsync(id, $"permissions=write,read&venueIds={mine}");
        var wider = await ImpactAsync(id, "permissions=delete&venueIds=");

        narrower.ShouldBe((4, 2, 1, $"GET {other} 1; POST {mine} 1"));
        fewer.ShouldBe((4, 1, 1, $"GET {other} 1"));
        wider.ShouldBe((4, 0, 0, ""));
    }

    [Fact]
    public async Task A_batch_that_is_sent_again_counts_once()
    {
        var (id, _) = await owner.IssueTokenAsync();
        var store = server.Services.GetRequiredService<TokenStore>();
        var use = new TokenUse(
            new TenantId(owner.TenantId),
            id,
            new DateOnly(2026, 11, 22),
            "GET",
            TokenPermission.Read,
            Guid.Empty,
            200
        );
        var batch = new[] { (use, new UseCount(7, server.Clock.GetUtcNow(), IPAddress.Loopback)) };
        var process = Guid.CreateVersion7();

        await store.RecordUseAsync(process, 1, batch, CancellationToken.None);
        await store.RecordUseAsync(process, 1, batch, CancellationToken.None);
        await store.RecordUseAsync(process, 2, batch, CancellationToken.None);

        (await owner.TokenAsync(id)).GetProperty("requestCount").GetInt64().ShouldBe(14);
    }

    [Fact]
    public async Task A_request_from_a_foreign_network_is_counted_and_one_that_is_not_let_in_is_not()
    {
        var (id, token) = await owner.IssueTokenAsync(allowedIps: ["203.0.113.7"]);
        using var abroad = server.ClientWith(token);
        using var thief = server.ClientWith(token[..13] + TokenText.Issue().Token.Reveal()[13..]);

        (await thief.StatusAsync()).ShouldBe(HttpStatusCode.Unauthorized);
        (await abroad.StatusAsync()).ShouldBe(HttpStatusCode.Forbidden);

        await WaitForAsync(id, requests: 1);
    }

    private string Day(int fromToday) =>
        server.Clock.GetUtcNow().AddDays(fromToday).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private Task WaitForAsync(Guid id, long requests) =>
        Poll.UntilAsync(
            async () => (await owner.TokenAsync(id)).GetProperty("requestCount").GetInt64() == requests,
            TimeSpan.FromSeconds(10),
            "What was counted should be stored within seconds."
        );

    private async Task<(long Requests, long Refused, long WithoutVenue, string Calls)> ImpactAsync(
        Guid id,
        string query
    )
    {
        var impact = await owner.Client.JsonAsync($"{TokenWorld.Route}/{id}/impact?{query}");
        var calls = impact
            .GetProperty("refusedCalls")
            .EnumerateArray()
            .Select(call =>
                $"{call.GetProperty("method").GetString()} {call.GetProperty("venueId")} {call.GetProperty("requests")}"
            )
            .Order(StringComparer.Ordinal);

        return (
            impact.GetProperty("requests").GetInt64(),
            impact.GetProperty("refused").GetInt64(),
            impact.GetProperty("withoutVenue").GetInt64(),
            string.Join("; ", calls)
        );
    }

    private static async Task<IEnumerable<string>> DaysAsync(HttpClient admin, Guid id, string query)
    {
        var usage = await admin.JsonAsync($"{TokenWorld.Route}/{id}/usage{query}");

        return [.. usage.GetProperty("data").EnumerateArray().Select(day => day.GetProperty("day").GetString()!)];
    }
}
