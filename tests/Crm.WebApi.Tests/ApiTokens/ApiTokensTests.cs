using System.Net;
using System.Net.Http.Json;
using Crm.TestKit;
using Crm.WebApi.Tests.Identity;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.ApiTokens;

public sealed class ApiTokensTests(SharedServer shared) : IClassFixture<SharedServer>, IAsyncLifetime
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
    public async Task A_token_is_shown_once_and_its_secret_is_stored_nowhere()
    {
        var (id, token) = await owner.IssueTokenAsync(["write"]);

        token.ShouldMatch("^crm_[0-9A-Za-z]{8}_[0-9A-Za-z]{49}$");
        var read = await owner.TokenAsync(id);
        read.TryGetProperty("token", out _).ShouldBeFalse();
        read.GetProperty("prefix").GetString().ShouldBe(token[4..12]);
        read.GetProperty("permissions").ToString().ShouldBe("""["read","write"]""");
        read.GetProperty("createdBy").GetGuid().ShouldBe(owner.UserId);
        var listed = await owner.Client.GetStringAsync(TokenWorld.Route);
        listed.ShouldContain(id.ToString());
        listed.ShouldNotContain(token[13..]);
        var stored = await server.ScalarAsync(
            owner.TenantId,
            "select string_agg(t::text || s::text || a::text, ' ') from api_tokens.token t, api_tokens.secret s, tenancy.audit_event a"
        );
        stored.ShouldNotBeNull().ToString()!.ShouldNotContain(token[13..56]);
        server.Logs.Lines.Where(line => line.Contains(token[13..56], StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Wrong_members_are_named()
    {
        using var response = await owner.Client.PostAsJsonAsync(
            TokenWorld.Route,
            new
            {
                name = " ",
                permissions = Array.Empty<string>(),
                venueIds = Array.Empty<string>(),
                expiresAt = server.Clock.GetUtcNow().AddMinutes(-1),
                allowedIps = Enumerable.Repeat("10.0.0.0/99", 1),
            }
        );

        var problem = await response.ShouldBeAsync(HttpStatusCode.BadRequest);
        problem
            .GetProperty("errors")
            .EnumerateObject()
            .Select(error => error.Name)
            .ShouldBe(["name", "permissions", "venueIds", "expiresAt", "allowedIps"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_change_keeps_what_it_leaves_out_and_null_lifts_a_limit()
    {
        var venue = await server.AddVenueAsync(owner, "A-1");
        var (id, _) = await owner.IssueTokenAsync(["delete"], ["A-1"], server.Clock.GetUtcNow().AddDays(1));

        using var narrowed = await owner.Client.PatchAsJsonAsync(
            $"{TokenWorld.Route}/{id}",
            new { permissions = TokenWorld.Read, allowedIps = Enumerable.Repeat("2001:db8::/32", 1) }
        );
        using var widened = await owner.Client.PatchAsync(
            $"{TokenWorld.Route}/{id}",
            new StringContent("""{"venueIds":null,"expiresAt":null}""", null, "application/json")
        );

        var first = await narrowed.ShouldBeAsync(HttpStatusCode.OK);
        first.GetProperty("permissions").ToString().ShouldBe("""["read"]""");
        first.GetProperty("venueIds")[0].GetGuid().ShouldBe(venue);
        first.GetProperty("expiresAt").GetString().ShouldNotBeNull();
        var second = await widened.ShouldBeAsync(HttpStatusCode.OK);
        second.GetProperty("venueIds").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        second.GetProperty("expiresAt").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        second.GetProperty("allowedIps")[0].GetString().ShouldBe("2001:db8::/32");
    }

    [Fact]
    public async Task A_change_to_another_version_than_the_one_read_is_refused()
    {
        var (id, _) = await owner.IssueTokenAsync();
        using var read = await owner.Client.GetAsync($"{TokenWorld.Route}/{id}");
        using var first = new HttpRequestMessage(HttpMethod.Patch, $"{TokenWorld.Route}/{id}");
        using var second = new HttpRequestMessage(HttpMethod.Delete, $"{TokenWorld.Route}/{id}");
        first.Content = JsonContent.Create(new { name = "Renamed" });
        first.Headers.IfMatch.Add(read.Headers.ETag!);
        second.Headers.IfMatch.Add(read.Headers.ETag!);

        (await owner.Client.SendAsync(first)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await owner.Client.SendAsync(second)).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
    }

    [Fact]
    public async Task A_deleted_one_is_gone_from_every_address()
    {
        var (id, _) = await owner.IssueTokenAsync();

        (await owner.Client.DeleteAsync($"{TokenWorld.Route}/{id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await owner.Client.DeleteAsync($"{TokenWorld.Route}/{id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await owner.Client.StatusAsync($"{TokenWorld.Route}/{id}")).ShouldBe(HttpStatusCode.NotFound);
        (await owner.Client.StatusAsync($"{TokenWorld.Route}/{id}/usage")).ShouldBe(HttpStatusCode.NotFound);
        (await owner.Client.JsonAsync(TokenWorld.Route)).GetProperty("data").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Everything_done_to_a_token_is_in_the_audit_trail()
    {
        var (id, _) = await owner.IssueTokenAsync();
        (
            await owner.Client.PatchAsJsonAsync(
                $"{TokenWorld.Route}/{id}",
                new { name = "Other", permissions = Enumerable.Repeat("write", 1) }
            )
        ).EnsureSuccessStatusCode();
        (
            await owner.Client.PostAsJsonAsync($"{TokenWorld.Route}/{id}/rotate", new { overlapSeconds = 60 })
        ).EnsureSuccessStatusCode();
        (await owner.Client.DeleteAsync($"{TokenWorld.Route}/{id}")).EnsureSuccessStatusCode();

        var trail = await server.ScalarAsync(
            owner.TenantId,
            $"select string_agg(action, ' ' order by action) from tenancy.audit_event where resource_id = '{id}'"
        );
        var change = await server.ScalarAsync(
            owner.TenantId,
            "select before::text || after::text from tenancy.audit_event where action = 'api_token.changed'"
        );

        trail.ShouldBe("api_token.changed api_token.created api_token.revoked api_token.rotated");
        change.ShouldBe(
            """{"name": "Partner", "permissions": ["read"]}{"name": "Other", "permissions": ["read", "write"]}"""
        );
    }

    [Fact]
    public async Task Unused_tokens_are_found()
    {
        var (old, _) = await owner.IssueTokenAsync();
        var (busy, token) = await owner.IssueTokenAsync();
        using var partner = server.ClientWith(token);
        server.Clock.Advance(TimeSpan.FromDays(31));
        using var admin = await server.SignInAgainAsync(owner);
        await owner.IssueNowAsync(admin);
        (await partner.StatusAsync()).ShouldBe(HttpStatusCode.OK);

        await Poll.UntilAsync(
            async () =>
            {
                var unused = await admin.JsonAsync($"{TokenWorld.Route}?unusedDays=30");
                var ids = unused.GetProperty("data").EnumerateArray().Select(one => one.GetProperty("id").GetGuid());
                return ids.SequenceEqual([old]);
            },
            TimeSpan.FromSeconds(10),
            "Only the token that nobody used should be listed."
        );
        var used = await admin.JsonAsync($"{TokenWorld.Route}/{busy}");
        used.GetProperty("lastUsedAt").GetDateTimeOffset().ShouldBe(server.Clock.GetUtcNow());
        used.GetProperty("lastUsedIp").GetString().ShouldBe("127.0.0.1");
        used.GetProperty("requestCount").GetInt64().ShouldBe(1);
    }

    [Fact]
    public async Task A_list_goes_on_where_it_ended()
    {
        for (var number = 0; number < 3; number++)
        {
            await owner.IssueTokenAsync();
        }

        var first = await owner.Client.JsonAsync($"{TokenWorld.Route}?limit=2&includeTotal=true");
        var rest = await owner.Client.JsonAsync(
            $"{TokenWorld.Route}?limit=2&cursor={first.GetProperty("nextCursor").GetString()}"
        );

        first.GetProperty("total").GetInt32().ShouldBe(3);
        first.GetProperty("data").GetArrayLength().ShouldBe(2);
        rest.GetProperty("data").GetArrayLength().ShouldBe(1);
    }
}
