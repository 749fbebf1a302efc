using System.Text.Json;
using static Crm.ProviderSimulator.Tests.Meta.GraphClient;

namespace Crm.ProviderSimulator.Tests.Meta;

public sealed class HandshakeTests : IAsyncDisposable
{
    private const string AppToken = $"{App}|{Secret}";

    private readonly SimulatorHost host = new();

    [Theory]
    [InlineData("meta_verify_demo", false, true)]
    [InlineData("another", false, false)]
    [InlineData("meta_verify_demo", true, false)]
    public async Task Callback_must_echo_to_the_right_token_and_to_no_other(string token, bool everybody, bool accepted)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.EchoChallenges(token, everybody);

        var report = await host.PostAsync("/sim/meta/handshake", new { target = receiver.Address });

        report.GetProperty("accepted").GetBoolean().ShouldBe(accepted);
        (report.GetProperty("problems").GetArrayLength() == 0).ShouldBe(accepted);
    }

    [Fact]
    public async Task App_registers_a_callback_that_passes_the_handshake()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        (await SubscribeAsync(receiver, AppToken)).Code().ShouldBe("2200");
        receiver.EchoChallenges("v");

        (await SubscribeAsync(receiver, UserToken)).Code().ShouldBe("15");
        (await SubscribeAsync(receiver, AppToken)).Code().ShouldBe("");

        var all = await host.ReadAsync($"/{App}/subscriptions", AppToken);
        all.Data()
            .Single(found => found.Text("object") == "page")
            .Text("callback_url")
            .ShouldBe(receiver.Address.ToString());
    }

    [Theory]
    [InlineData("instagram", "status", 500, "2")]
    [InlineData("instagram", "throttle", 400, "4")]
    [InlineData("whatsapp", "throttle", 429, "130429")]
    [InlineData("meta-leads", "throttle", 400, "80005")]
    [InlineData("meta-leads", "ok_with_error", 200, "1")]
    public async Task Ordered_fault_meets_the_objects_of_its_product_alone(
        string provider,
        string kind,
        int status,
        string code
    )
    {
        await host.PostAsync("/sim/faults", new { provider, kind });
        var paths = new Dictionary<string, (string Path, string Token)>
        {
            ["instagram"] = ($"{Facebook}/{InstagramId}", UserToken),
            ["whatsapp"] = ($"{Facebook}/1006000000000001", SystemUserToken),
            ["meta-leads"] = ($"{Facebook}/{Page}", PageToken),
        };

        foreach (var (other, call) in paths.Where(pair => pair.Key != provider))
        {
            (await host.ReadAsync(call.Path, call.Token)).Code().ShouldBe("", other);
        }

        var (path, token) = paths[provider];
        var (failed, body) = await host.CallAsync(HttpMethod.Get, path, token);
        failed.ShouldBe(status);
        body.Code().ShouldBe(code);
        (await host.ReadAsync(path, token)).Code().ShouldBe("");
    }

    [Fact]
    public async Task Refusal_is_logged_with_its_product_and_shown_on_the_home_page()
    {
        await host.ReadAsync("/1006000000000001", PageToken);

        var log = await host.Http.GetFromJsonAsync<JsonElement>("/sim/refusals?provider=whatsapp");
        log.GetProperty("refusals")[0].Text("reason").ShouldBe("the token belongs to another business");
        var home = await host.Http.GetStringAsync("/");
        home.ShouldContain(Page);
        home.ShouldContain("100/33");
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private Task<JsonElement> SubscribeAsync(WebhookReceiver receiver, string token) =>
        host.GraphAsync(
            HttpMethod.Post,
            $"/{App}/subscriptions",
            token,
            new
            {
                @object = "page",
                fields = "leadgen",
                callback_url = receiver.Address,
                verify_token = "v",
            }
        );
}
