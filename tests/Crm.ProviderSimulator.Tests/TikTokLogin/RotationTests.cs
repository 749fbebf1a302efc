using System.Text.Json;

namespace Crm.ProviderSimulator.Tests.TikTokLogin;

public sealed class RotationTests : IAsyncDisposable
{
    private readonly SimulatorHost host = new();

    [Fact]
    public async Task Spent_refresh_token_is_dead_at_once()
    {
        var first = await host.ConnectAsync();
        var second = await RefreshAsync(first);

        Text(second, "refresh_token").ShouldNotBe(Text(first, "refresh_token"));
        Text(await RefreshAsync(first), "error").ShouldBe("invalid_grant");
        Text(await RefreshAsync(second), "error").ShouldBeNull();
    }

    [Fact]
    public async Task Grace_answers_the_spent_token_with_the_living_pair()
    {
        await SetAsync(new { rotationGraceSeconds = 30 });
        var first = await host.ConnectAsync();
        var second = await RefreshAsync(first);

        Text(await RefreshAsync(first), "refresh_token").ShouldBe(Text(second, "refresh_token"));

        host.Clock.Turn(TimeSpan.FromSeconds(31));
        Text(await RefreshAsync(first), "error").ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task Racing_refreshes_yield_one_pair()
    {
        var first = await host.ConnectAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => RefreshAsync(first)));

        answers.Count(answer => Text(answer, "refresh_token") is not null).ShouldBe(1);
    }

    [Fact]
    public async Task Refresh_token_of_another_client_is_refused()
    {
        using var put = await host.Http.PutAsJsonAsync(
            "/sim/tiktok/clients/ck_other",
            new { secret = "s", redirectUris = Array.Empty<string>() }
        );
        var form = SimulatorHost.Renewal(Text(await host.ConnectAsync(), "refresh_token")!);
        (form["client_key"], form["client_secret"]) = ("ck_other", "s");

        Text(await host.TokenAsync(form), "error").ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task Refresh_token_ends_after_its_lifetime()
    {
        var pair = await host.ConnectAsync();
        host.Clock.Turn(TimeSpan.FromSeconds(15552000));

        Text(await RefreshAsync(pair), "error").ShouldBe("invalid_grant");
        (await host.LastRefusalAsync()).ShouldBe("expired refresh token");
    }

    [Fact]
    public async Task Failed_token_call_may_come_with_http_200()
    {
        await SetAsync(new { tokenErrorsWithHttp200 = true });
        using var content = new FormUrlEncodedContent(SimulatorHost.Renewal("rft.unknown"));
        using var response = await host.Http.PostAsync("/v2/oauth/token/", content);

        ((int)response.StatusCode).ShouldBe(200);
        (await response.Content.ReadAsStringAsync()).ShouldContain("invalid_grant");
    }

    [Fact]
    public async Task Stored_pair_can_be_proven_alive_without_being_used()
    {
        var orders = await host.PostAsync(
            "/sim/tiktok/grants",
            new
            {
                count = 3,
                accessSeconds = 60,
                refreshSeconds = 600,
            }
        );
        var held = orders
            .EnumerateArray()
            .Select(pair => (OpenId: Text(pair, "openId")!, Refresh: Text(pair, "refreshToken")!))
            .ToList();
        await host.TokenAsync(SimulatorHost.Renewal(held[1].Refresh));

        var check = await host.PostAsync(
            "/sim/tiktok/grants/check",
            held.Select(pair => new { openId = pair.OpenId, refreshToken = pair.Refresh })
        );

        check.GetProperty("dead").EnumerateArray().Select(dead => dead.GetString()).ShouldBe([held[1].OpenId]);
        var state = await host.Http.GetFromJsonAsync<JsonElement>(
            $"/sim/tiktok/grants/{held[0].OpenId}?refreshToken={Uri.EscapeDataString(held[0].Refresh)}"
        );
        state.GetProperty("refreshTokenValid").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Planted_pair_works_like_an_issued_one()
    {
        var planted = new { accessToken = "act.held", refreshToken = "rft.held" };
        using var put = await host.Http.PutAsJsonAsync("/sim/tiktok/grants/open-id-1", planted);

        (await host.CallAsync(HttpMethod.Get, "/v2/user/info/?fields=open_id", "act.held")).Status.ShouldBe(200);
        Text(await host.TokenAsync(SimulatorHost.Renewal("rft.held")), "open_id").ShouldBe("open-id-1");
        Text(await host.TokenAsync(SimulatorHost.Renewal("rft.held")), "error").ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task Own_revocation_ends_both_tokens()
    {
        var pair = await host.ConnectAsync();
        var form = new Dictionary<string, string>
        {
            ["client_key"] = "ck_demo",
            ["client_secret"] = "cs_demo",
            ["token"] = Text(pair, "access_token")!,
        };

        (await host.TokenAsync(form, "/v2/oauth/revoke/")).EnumerateObject().ShouldBeEmpty();

        Text(await RefreshAsync(pair), "error").ShouldBe("invalid_grant");
        Text(await host.TokenAsync(form, "/v2/oauth/revoke/"), "error").ShouldBe("invalid_grant");
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private Task<JsonElement> RefreshAsync(JsonElement pair) =>
        host.TokenAsync(SimulatorHost.Renewal(Text(pair, "refresh_token")!));

    private async Task SetAsync(object settings)
    {
        using var response = await host.Http.PutAsJsonAsync("/sim/settings", settings);
        response.EnsureSuccessStatusCode();
    }

    private static string? Text(JsonElement answer, string name) =>
        answer.TryGetProperty(name, out var value) ? value.GetString() : null;
}
