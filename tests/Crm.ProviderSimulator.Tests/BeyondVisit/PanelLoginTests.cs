using System.Net;
using System.Text.Json;
using Crm.ProviderSimulator.BeyondVisit;

namespace Crm.ProviderSimulator.Tests.BeyondVisit;

public sealed class PanelLoginTests : IAsyncDisposable
{
    private readonly SimulatorHost host = new();

    [Fact]
    public async Task Login_token_opens_the_panel_once()
    {
        var token = await host.LoginTokenAsync();

        using var first = await OpenAsync(token);
        using var second = await OpenAsync(token);

        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await first.Content.ReadAsStringAsync()).ShouldContain("Ayşe Yılmaz");
        second.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await host.LastRefusalAsync()).ShouldContain("used");
    }

    [Theory]
    [InlineData(null, 60)]
    [InlineData(5, 5)]
    public async Task Login_token_dies_soon(int? setting, int seconds)
    {
        await host.SwitchAsync(new { loginTokenSeconds = setting });
        var alive = await host.LoginTokenAsync();
        var dead = await host.LoginTokenAsync();

        host.Clock.Turn(TimeSpan.FromSeconds(seconds - 1));
        using var before = await OpenAsync(alive);
        host.Clock.Turn(TimeSpan.FromSeconds(1));
        using var after = await OpenAsync(dead);

        before.StatusCode.ShouldBe(HttpStatusCode.OK);
        after.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Unknown_login_token_is_refused()
    {
        using var response = await OpenAsync("lt-9");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task State_and_home_page_tell_who_opened_a_panel()
    {
        using var opened = await OpenAsync(await host.LoginTokenAsync());
        await host.LoginTokenAsync();

        var state = await host.Http.GetFromJsonAsync<JsonElement>("/sim/state");
        var page = await host.Http.GetStringAsync("/");

        var summary = state.GetProperty("providers").GetProperty("beyondvisit");
        summary.GetProperty("logins").GetInt32().ShouldBe(1);
        summary.GetProperty("loginTokensWaiting").GetInt32().ShouldBe(1);
        page.ShouldContain("Ayşe Yılmaz, opened 1 times");
    }

    [Fact]
    public async Task Reset_brings_the_demo_user_back()
    {
        using var deleted = await host.Http.DeleteAsync($"/sim/beyondvisit/users/{BeyondVisitState.DemoUserToken}");
        using var reset = await host.Http.PostAsync("/sim/reset", null);

        (await host.LoginTokenAsync()).ShouldNotBeNullOrEmpty();
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private Task<HttpResponseMessage> OpenAsync(string token) =>
        host.Http.GetAsync($"/beyondvisit/external/Login/{Uri.EscapeDataString(token)}");
}
