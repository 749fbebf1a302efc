using System.Globalization;
using System.Text.Json;

namespace Crm.ProviderSimulator.Tests.X;

public sealed class LimitTests : IDisposable
{
    private const string Me = "/2/users/me";

    private readonly SimulatorHost host = SimulatorHost.Listening();
    private readonly SignedClient client;

    public LimitTests() => client = new(host);

    [Fact]
    public async Task Every_answer_tells_what_is_left()
    {
        var first = await client.GetAsync(Me);
        var refused = await client.GetAsync(Me + "?user.fields=shoe_size");

        (Number(first, "limit"), Number(first, "remaining")).ShouldBe((75, 74));
        (Number(refused, "limit"), Number(refused, "remaining")).ShouldBe((75, 73));
        Number(first, "reset").ShouldBe(host.Clock.GetUtcNow().AddMinutes(15).ToUnixTimeSeconds());
    }

    [Fact]
    public async Task A_full_window_is_429_until_its_reset()
    {
        await SetAsync(new { rateLimit = 2, rateWindowSeconds = 60 });
        await client.PostAsync("bir");
        await client.PostAsync("iki");

        var full = await client.PostAsync("üç");
        var read = await client.GetAsync(Me);
        host.Clock.Turn(TimeSpan.FromSeconds(60));
        var later = await client.PostAsync("üç");

        (full.Status, full.Type, Number(full, "remaining")).ShouldBe((429, "rate-limit-exceeded", 0));
        full.Headers.Contains("Retry-After").ShouldBeFalse();
        (read.Status, later.Status).ShouldBe((200, 201));
    }

    [Fact]
    public async Task An_app_has_a_days_posts()
    {
        await SetAsync(new { postsPerDay = 1 });
        await client.PostAsync("bir");

        var capped = await client.PostAsync("iki");

        (capped.Status, capped.Type).ShouldBe((429, "usage-capped"));
        Header(capped, "x-app-limit-24hour-remaining").ShouldBe("0");
    }

    [Fact]
    public async Task Used_up_credits_are_402_until_the_switch_is_off()
    {
        await SetAsync(new { creditsDepleted = true });
        var answer = await client.PostAsync("bir");
        await SetAsync(new { creditsDepleted = false });

        (answer.Status, answer.Text("title")).ShouldBe((402, "CreditsDepleted"));
        (await client.PostAsync("bir")).Status.ShouldBe(201);
    }

    [Fact]
    public async Task A_throttled_call_tells_its_reset_and_changes_nothing()
    {
        await AddFaultAsync("throttle");

        var answer = await client.PostAsync("bir");

        (answer.Status, answer.Type, Number(answer, "remaining")).ShouldBe((429, "rate-limit-exceeded", 0));
        Number(answer, "reset").ShouldBeGreaterThan(host.Clock.GetUtcNow().ToUnixTimeSeconds());
        answer.Headers.Contains("Retry-After").ShouldBeFalse();
        (await client.PostAsync("bir")).Status.ShouldBe(201);
    }

    [Theory]
    [InlineData("status", 500, "title")]
    [InlineData("ok_with_error", 200, "errors")]
    public async Task A_failed_call_speaks_as_x_does(string kind, int status, string member)
    {
        await AddFaultAsync(kind);

        var answer = await client.PostAsync("bir");

        answer.Status.ShouldBe(status);
        answer.Text(member).ShouldNotBeNull();
        answer.Text("data").ShouldBeNull();
    }

    [Fact]
    public async Task A_post_that_was_not_answered_is_found_in_the_timeline()
    {
        await AddFaultAsync("reset_after");

        await Should.ThrowAsync<HttpRequestException>(() => client.PostAsync("bir"));

        var timeline = await client.GetAsync("/2/users/2244994945/tweets");
        timeline.Data[0].GetProperty("text").GetString().ShouldBe("bir");
        (await client.PostAsync("bir")).Status.ShouldBe(403);
    }

    [Fact]
    public async Task A_reset_forgets_posts_windows_and_tokens()
    {
        await client.PostAsync("bir");
        using var reset = await host.Http.PostAsync("/sim/reset", null);

        var answer = await client.PostAsync("bir");

        (answer.Status, Number(answer, "remaining")).ShouldBe((201, 99));
    }

    public void Dispose() => host.Dispose();

    private async Task SetAsync(object settings)
    {
        using var change = await host.Http.PutAsJsonAsync("/sim/x/settings", settings);
        change.EnsureSuccessStatusCode();
    }

    private Task<JsonElement> AddFaultAsync(string kind) =>
        host.PostAsync(
            "/sim/faults",
            new
            {
                provider = "x",
                kind,
                path = "/2/tweets",
            }
        );

    private static string Header(Answer answer, string name) => answer.Headers.GetValues(name).Single();

    private static long Number(Answer answer, string name) =>
        long.Parse(Header(answer, $"x-rate-limit-{name}"), CultureInfo.InvariantCulture);
}
