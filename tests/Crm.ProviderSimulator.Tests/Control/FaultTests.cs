using System.Net;
using System.Text.Json;

namespace Crm.ProviderSimulator.Tests.Control;

public sealed class FaultTests : IAsyncDisposable
{
    private readonly SimulatorHost host = new();

    [Theory]
    [InlineData("status", 500)]
    [InlineData("throttle", 429)]
    [InlineData("malformed_json", 200)]
    [InlineData("html", 200)]
    [InlineData("redirect", 302)]
    [InlineData("ok_with_error", 200)]
    public async Task Next_call_fails_and_the_one_after_works(string kind, int status)
    {
        await AddAsync(
            new
            {
                provider = "tiktok",
                path = "/v2/oauth/token/",
                kind,
            }
        );
        var pair = await RawTokenAsync((await host.ConsentAsync())["code"]);
        var second = await RawTokenAsync((await host.ConsentAsync())["code"]);

        ((int)pair.Status).ShouldBe(status);
        Read(pair.Body).ShouldBeFalse();
        Read(second.Body).ShouldBeTrue();
    }

    [Fact]
    public async Task Timeout_after_has_rotated_the_token_and_says_nothing()
    {
        var pair = await host.ConnectAsync();
        var old = pair.GetProperty("refresh_token").GetString()!;
        await AddAsync(new { provider = "tiktok", kind = "timeout_after" });
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        using var form = new FormUrlEncodedContent(SimulatorHost.Renewal(old));

        await Should.ThrowAsync<OperationCanceledException>(() =>
            host.Http.PostAsync("/v2/oauth/token/", form, patience.Token)
        );

        (await host.TokenAsync(SimulatorHost.Renewal(old))).GetProperty("error").GetString().ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task Timeout_before_has_changed_nothing()
    {
        var old = (await host.ConnectAsync()).GetProperty("refresh_token").GetString()!;
        await AddAsync(new { provider = "tiktok", kind = "timeout_before" });
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        using var form = new FormUrlEncodedContent(SimulatorHost.Renewal(old));

        await Should.ThrowAsync<OperationCanceledException>(() =>
            host.Http.PostAsync("/v2/oauth/token/", form, patience.Token)
        );

        (await host.TokenAsync(SimulatorHost.Renewal(old))).TryGetProperty("access_token", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Throttled_marketing_call_is_http_200_with_its_code()
    {
        await AddAsync(new { provider = "tiktok-leadgen", kind = "throttle" });

        var answer = await host.BusinessAsync(HttpMethod.Get, "/oauth2/advertiser/get/", null);

        answer.GetProperty("code").GetInt32().ShouldBe(40100);
    }

    [Theory]
    [InlineData("""{"provider":"tiktok","kind":"nonsense"}""")]
    [InlineData("""{"provider":"tiktok","kind":"status","tmies":3}""")]
    public async Task Misspelt_fault_is_refused(string json)
    {
        using var content = new StringContent(json, null, "application/json");
        using var response = await host.Http.PostAsync("/sim/faults", content);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Calls_are_counted_by_path_and_grant_type()
    {
        await host.ConnectAsync();

        var calls = await host.Http.GetFromJsonAsync<JsonElement>("/sim/calls");

        calls.GetProperty("/v2/oauth/token/").GetInt64().ShouldBe(1);
        calls.GetProperty("/v2/oauth/token/ authorization_code").GetInt64().ShouldBe(1);
    }

    [Fact]
    public async Task Reset_forgets_grants_refusals_and_faults()
    {
        var old = (await host.ConnectAsync()).GetProperty("refresh_token").GetString()!;
        await AddAsync(
            new
            {
                provider = "tiktok",
                kind = "status",
                times = -1,
            }
        );
        using var reset = await host.Http.PostAsync("/sim/reset", null);

        var state = await host.Http.GetFromJsonAsync<JsonElement>("/sim/state");

        state.GetProperty("providers").GetProperty("tiktok").GetProperty("grantsAlive").GetInt32().ShouldBe(0);
        state.GetProperty("refusals").GetInt64().ShouldBe(0);
        (await host.TokenAsync(SimulatorHost.Renewal(old))).GetProperty("error").GetString().ShouldBe("invalid_grant");
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private Task<JsonElement> AddAsync(object fault) => host.PostAsync("/sim/faults", fault);

    private async Task<(HttpStatusCode Status, string Body)> RawTokenAsync(string code)
    {
        using var form = new FormUrlEncodedContent(SimulatorHost.Exchange(code));
        using var response = await host.Http.PostAsync("/v2/oauth/token/", form);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private static bool Read(string body)
    {
        try
        {
            return JsonElement.Parse(body).TryGetProperty("access_token", out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
