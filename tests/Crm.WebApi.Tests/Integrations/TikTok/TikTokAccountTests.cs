using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Crm.TestKit;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Integrations.TikTok;

public sealed class TikTokAccountTests(TikTokServer platform) : IClassFixture<TikTokServer>, IAsyncLifetime
{
    private readonly TikTokWorld world = platform.World;

    public Task InitializeAsync() => world.BeginAgainAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Sync_reads_the_profile_again_and_is_logged()
    {
        var id = await world.ConnectedAsync(await ConnectTikTokTests.OpenIdAsync(world));

        var account = await world.SendAsync(HttpMethod.Post, $"/api/integrations/accounts/{id}/sync/");

        account.GetProperty("lastSyncedAt").ValueKind.ShouldBe(JsonValueKind.String);
        var profile = await world.GetAsync($"/api/integrations/accounts/{id}/tiktok-profile/");
        profile.GetProperty("username").GetString().ShouldBe("ayse");
        profile.GetProperty("followerCount").ValueKind.ShouldBe(JsonValueKind.Number);
        var logs = await world.GetAsync($"/api/integrations/accounts/{id}/logs/");
        // The clock stands still, so nothing orders the lines of one moment.
        var sync = logs.GetProperty("data")
            .EnumerateArray()
            .Single(entry => entry.GetProperty("action").GetString() == "sync");
        sync.GetProperty("outcome").GetString().ShouldBe("ok");
        sync.GetProperty("providerRequestId").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Videos_are_read_page_by_page_without_a_repeat()
    {
        var id = await world.ConnectedAsync(await ConnectTikTokTests.OpenIdAsync(world));
        var path = $"/api/integrations/accounts/{id}/tiktok-videos/?max_count=20";

        var seen = new List<string>();
        JsonElement page;
        string? cursor = null;
        do
        {
            page = await world.GetAsync(cursor is null ? path : $"{path}&cursor={cursor}");
            seen.AddRange(page.GetProperty("data").EnumerateArray().Select(one => one.GetProperty("id").GetString()!));
            cursor = page.GetProperty("nextCursor").GetString();
        } while (page.GetProperty("hasMore").GetBoolean());

        seen.Count.ShouldBeGreaterThan(20);
        seen.ShouldBeUnique();
    }

    [Theory]
    [InlineData("max_count=21")]
    [InlineData("max_count=0")]
    [InlineData("cursor=yesterday")]
    public async Task A_page_that_cannot_exist_is_refused(string query)
    {
        var id = await world.ConnectedAsync(await ConnectTikTokTests.OpenIdAsync(world));

        using var answer = await world.TryAsync(
            HttpMethod.Get,
            $"/api/integrations/accounts/{id}/tiktok-videos/?{query}"
        );

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_read_that_failed_once_is_repeated()
    {
        var id = await world.ConnectedAsync(await ConnectTikTokTests.OpenIdAsync(world));
        await world.FaultAsync("status", "/v2/user/info/", 503, times: 1);

        (await world.SendAsync(HttpMethod.Post, $"/api/integrations/accounts/{id}/test/"))
            .GetProperty("ok")
            .GetBoolean()
            .ShouldBeTrue();
    }

    [Fact]
    public async Task A_missing_scope_is_a_missing_permission_not_a_dead_token()
    {
        var id = await world.ConnectedAsync(await ConnectTikTokTests.OpenIdAsync(world), ["user.info.basic"]);

        using var answer = await world.TryAsync(HttpMethod.Get, $"/api/integrations/accounts/{id}/tiktok-videos/");

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await answer.Content.ReadFromJsonAsync<JsonElement>())
            .GetProperty("code")
            .GetString()
            .ShouldBe("permission_denied");
    }

    [Fact]
    public async Task A_token_that_died_early_is_renewed_once_and_the_call_succeeds()
    {
        var openId = await ConnectTikTokTests.OpenIdAsync(world);
        var id = await world.ConnectedAsync(openId);
        await world.SimAsync("/sim/tiktok/tokens/expire", new { openId, access = true });

        await world.SendAsync(HttpMethod.Post, $"/api/integrations/accounts/{id}/sync/");

        (await StatusAsync(id)).ShouldBe("connected");
    }

    [Fact]
    public async Task A_revoked_account_asks_for_reconnecting()
    {
        var openId = await ConnectTikTokTests.OpenIdAsync(world);
        var id = await world.ConnectedAsync(openId);
        await world.SimAsync($"/sim/tiktok/users/{openId}/revoke", new { notify = false });

        using var answer = await world.TryAsync(HttpMethod.Post, $"/api/integrations/accounts/{id}/sync/");

        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await StatusAsync(id)).ShouldBe("needs_reauth");
    }

    [Fact]
    public async Task Disconnecting_revokes_at_the_provider_and_forgets_the_tokens()
    {
        var openId = await ConnectTikTokTests.OpenIdAsync(world);
        var id = await world.ConnectedAsync(openId);

        await world.SendAsync(HttpMethod.Post, $"/api/integrations/accounts/{id}/disconnect/");

        (await StatusAsync(id)).ShouldBe("disconnected");
        (await IsAliveAsync(openId)).ShouldBeFalse();
        using var answer = await world.TryAsync(HttpMethod.Post, $"/api/integrations/accounts/{id}/sync/");
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_grant_that_another_tenant_lives_on_is_not_revoked()
    {
        var openId = await ConnectTikTokTests.OpenIdAsync(world);
        using var neighbour = await world.Server.RegisterTenantAsync();
        await world.ConnectedAsync(openId, person: neighbour);
        var id = await world.ConnectedAsync(openId);

        await world.SendAsync(HttpMethod.Delete, $"/api/integrations/accounts/{id}/");

        (await IsAliveAsync(openId)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("status", 500)]
    [InlineData("ok_with_error", null)]
    [InlineData("html", null)]
    public async Task A_failing_revocation_does_not_keep_the_tokens_and_is_told(string kind, int? status)
    {
        var id = await world.ConnectedAsync(await ConnectTikTokTests.OpenIdAsync(world));
        await world.FaultAsync(kind, "/v2/oauth/revoke/", status);

        await world.SendAsync(HttpMethod.Post, $"/api/integrations/accounts/{id}/disconnect/");

        (await StatusAsync(id)).ShouldBe("disconnected");
        var logs = await world.GetAsync($"/api/integrations/accounts/{id}/logs/");
        logs.GetProperty("data")
            .EnumerateArray()
            .ShouldContain(entry =>
                entry.GetProperty("action").GetString() == "revoke"
                && entry.GetProperty("outcome").GetString() == "failed"
            );
    }

    [Fact]
    public async Task Another_tenant_sees_nothing_of_an_account()
    {
        using var stranger = await world.Server.RegisterTenantAsync();
        var id = await world.CreateAccountAsync();

        using var answer = await world.TryAsync(HttpMethod.Get, $"/api/integrations/accounts/{id}/", person: stranger);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("facebook")]
    [InlineData("myspace")]
    public async Task A_platform_that_is_not_built_is_refused(string platform)
    {
        using var answer = await world.TryAsync(
            HttpMethod.Post,
            "/api/integrations/accounts/",
            new { platform, name = "Shop" }
        );

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("tiktok_leads");
    }

    [Fact]
    public async Task An_advertiser_is_connected_and_shows_the_address_for_its_leads()
    {
        var id = await world.CreateAccountAsync("tiktok_leads");
        var started = await world.BeginAsync(id);
        var consent = await world.SimAsync(
            "/sim/tiktok-leadgen/consent",
            new { authorizationUrl = started.Url.AbsoluteUri, allow = true }
        );

        using var back = await world.ReturnAsync(
            new Uri(consent.GetProperty("redirectUrl").GetString()!),
            started.Cookie
        );

        back.Headers.Location!.Query.ShouldContain("connected=true");
        var account = await world.AccountAsync(id);
        account.GetProperty("status").GetString().ShouldBe("connected");
        account.GetProperty("externalId").GetString()!.Length.ShouldBe(19);
        account.GetProperty("webhookUrl").GetString()!.ShouldContain("/api/integrations/webhooks/tiktok-leadgen/");
    }

    private async Task<bool> IsAliveAsync(string openId) =>
        (await world.GrantAsync(openId))
            .GetProperty("grants")
            .EnumerateArray()
            .Any(grant => grant.GetProperty("alive").GetBoolean());

    private async Task<string?> StatusAsync(Guid id) =>
        (await world.AccountAsync(id)).GetProperty("status").GetString();
}
