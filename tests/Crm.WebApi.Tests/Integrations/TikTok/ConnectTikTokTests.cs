using System.Net;
using Shouldly;
using Xunit;

namespace Crm.WebApi.Tests.Integrations.TikTok;

public sealed class ConnectTikTokTests(TikTokServer platform) : IClassFixture<TikTokServer>, IAsyncLifetime
{
    private readonly TikTokWorld world = platform.World;

    public Task InitializeAsync() => world.BeginAgainAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData(false, 7200, 15_552_000)]
    [InlineData(true, 86_400, 31_536_000)]
    public async Task An_allowed_account_is_connected_with_the_lifetimes_of_the_answer(
        bool isDesktop,
        int accessSeconds,
        int refreshSeconds
    )
    {
        await using var own = await TikTokWorld.StartAsync(
            platform.Simulator,
            accessSeconds,
            refreshSeconds,
            isDesktop
        );
        var openId = await OpenIdAsync(own);
        var id = await own.ConnectedAsync(openId);

        var account = await own.AccountAsync(id);
        var now = own.Server.Clock.GetUtcNow();
        account.GetProperty("status").GetString().ShouldBe("connected");
        account.GetProperty("externalId").GetString().ShouldBe(openId);
        account.GetProperty("displayName").GetString().ShouldNotBeNullOrEmpty();
        account.GetProperty("scopes").GetArrayLength().ShouldBe(4);
        var health = account.GetProperty("health");
        health.GetProperty("accessTokenExpiresAt").GetDateTimeOffset().ShouldBe(now.AddSeconds(accessSeconds));
        health.GetProperty("refreshTokenExpiresAt").GetDateTimeOffset().ShouldBe(now.AddSeconds(refreshSeconds));
    }

    [Fact]
    public async Task A_denied_consent_leaves_the_account_disconnected_and_says_so()
    {
        var id = await world.CreateAccountAsync();

        (await world.ConnectAsync(id, await OpenIdAsync(world), allow: false)).ShouldBe(
            $"http://127.0.0.1:3000/integrations?connected=false&account_id={id}&error=access_denied"
        );
        (await StatusAsync(id)).ShouldBe("disconnected");
    }

    [Fact]
    public async Task An_unticked_scope_is_shown_and_its_fields_are_not_asked_for()
    {
        var id = await world.ConnectedAsync(await OpenIdAsync(world), ["user.info.basic", "video.list"]);

        var profile = await world.GetAsync($"/api/integrations/accounts/{id}/tiktok-profile/");
        profile.GetProperty("displayName").GetString().ShouldNotBeNullOrEmpty();
        profile.GetProperty("followerCount").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        var error = (await world.AccountAsync(id)).GetProperty("health").GetProperty("lastError");
        error.GetProperty("code").GetString().ShouldBe("permission_denied");
        error.GetProperty("message").GetString()!.ShouldContain("user.info.stats");
        error.GetProperty("remedy").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Another_browser_cannot_finish_a_connection()
    {
        var id = await world.CreateAccountAsync();
        var started = await world.BeginAsync(id);
        var back = await world.ConsentAsync(started.Url, await OpenIdAsync(world));

        using var answer = await world.ReturnAsync(back, cookie: null);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        (await answer.Content.ReadAsStringAsync()).ShouldContain("http://127.0.0.1:3000/integrations");
        (await StatusAsync(id)).ShouldBe("disconnected");
    }

    [Fact]
    public async Task A_state_is_good_for_one_callback()
    {
        var id = await world.CreateAccountAsync();
        var started = await world.BeginAsync(id);
        var back = await world.ConsentAsync(started.Url, await OpenIdAsync(world));
        using var first = await world.ReturnAsync(back, started.Cookie);

        using var second = await world.ReturnAsync(back, started.Cookie);

        first.StatusCode.ShouldBe(HttpStatusCode.Found);
        second.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_state_ends_after_ten_minutes()
    {
        var id = await world.CreateAccountAsync();
        var started = await world.BeginAsync(id);
        var back = await world.ConsentAsync(started.Url, await OpenIdAsync(world));
        world.Server.Clock.Advance(TimeSpan.FromMinutes(10));

        using var answer = await world.ReturnAsync(back, started.Cookie);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task An_account_whose_person_does_not_come_back_is_no_longer_connecting()
    {
        var id = await world.CreateAccountAsync();
        await world.BeginAsync(id);
        (await StatusAsync(id)).ShouldBe("connecting");
        (await CountAsync("connecting"), await CountAsync("disconnected")).ShouldBe((1, 0));

        world.Server.Clock.Advance(TimeSpan.FromMinutes(10));

        (await StatusAsync(id)).ShouldBe("disconnected");
        (await CountAsync("connecting"), await CountAsync("disconnected")).ShouldBe((0, 1));
        await world.BeginAsync(id);
        (await StatusAsync(id)).ShouldBe("connecting");
    }

    [Fact]
    public async Task Reconnecting_another_account_keeps_what_is_stored()
    {
        var right = await OpenIdAsync(world);
        var id = await world.ConnectedAsync(right);

        (await world.ConnectAsync(id, await OpenIdAsync(world))).ShouldEndWith("&error=wrong_account");

        var account = await world.AccountAsync(id);
        account.GetProperty("externalId").GetString().ShouldBe(right);
        account.GetProperty("status").GetString().ShouldBe("connected");
    }

    [Theory]
    [InlineData("status", 500, "provider_unavailable")]
    [InlineData("html", null, "provider_unavailable")]
    [InlineData("malformed_json", null, "provider_unavailable")]
    [InlineData("redirect", null, "provider_unavailable")]
    [InlineData("timeout_after", null, "provider_unavailable")]
    [InlineData("throttle", null, "rate_limited_by_provider")]
    public async Task Trouble_during_the_exchange_is_named_in_the_redirect(string kind, int? status, string code)
    {
        var id = await world.CreateAccountAsync();
        await world.FaultAsync(kind, "/v2/oauth/token/", status);

        (await world.ConnectAsync(id, await OpenIdAsync(world))).ShouldEndWith($"&error={code}");
        (await StatusAsync(id)).ShouldBe("error");
    }

    [Fact]
    public async Task A_failing_profile_does_not_lose_the_connection()
    {
        await world.FaultAsync("status", "/v2/user/info/", 500);

        var id = await world.ConnectedAsync(await OpenIdAsync(world));

        (await StatusAsync(id)).ShouldBe("connected");
    }

    [Fact]
    public async Task Two_accounts_of_one_tenant_may_be_connecting_at_once()
    {
        var (first, second) = (await world.CreateAccountAsync(), await world.CreateAccountAsync());
        var (firstStart, secondStart) = (await world.BeginAsync(first), await world.BeginAsync(second));
        var openId = await OpenIdAsync(world);

        foreach (var started in new[] { secondStart, firstStart })
        {
            using var answer = await world.ReturnAsync(
                await world.ConsentAsync(started.Url, openId),
                $"{firstStart.Cookie}; {secondStart.Cookie}"
            );
            answer.Headers.Location!.Query.ShouldContain("connected=true");
        }
    }

    private async Task<int> CountAsync(string status) =>
        (await world.GetAsync($"/api/integrations/accounts/?status={status}")).GetProperty("data").GetArrayLength();

    internal static async Task<string> OpenIdAsync(TikTokWorld world)
    {
        var openId = $"open-{Guid.CreateVersion7():n}";
        await world.AddUserAsync(openId);

        return openId;
    }

    private async Task<string?> StatusAsync(Guid id) =>
        (await world.AccountAsync(id)).GetProperty("status").GetString();
}
