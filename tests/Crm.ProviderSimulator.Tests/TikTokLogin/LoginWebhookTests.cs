using System.Text;
using System.Text.Json;
using Crm.ProviderSimulator.TikTokLogin;

namespace Crm.ProviderSimulator.Tests.TikTokLogin;

public sealed class LoginWebhookTests : IAsyncDisposable
{
    private readonly SimulatorHost host = new();

    [Fact]
    public void Published_signature_vector_holds()
    {
        var body =
            """{"client_key":"ck_demo","event":"authorization.removed","create_time":1767225600,"user_openid":"open-id-1","content":"{\"reason\":1}"}""";

        LoginWebhooks
            .Sign("cs_demo", 1767225600, Encoding.UTF8.GetBytes(body))
            .ShouldBe("t=1767225600,s=3bbe70d155daa2f63c2a97f2479160ae46c8aa1bd709fbc15eaa35f41eca04f2");
    }

    [Fact]
    public async Task Event_arrives_signed_over_its_bytes_with_content_as_text()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await SendAsync(
            new
            {
                @event = "video.upload.failed",
                openId = "open-id-1",
                target = receiver.Address,
            }
        );

        var received = (await receiver.WaitAsync(1))[0];

        received.LoginSignature.ShouldBe(
            LoginWebhooks.Sign("cs_demo", host.Clock.GetUtcNow().ToUnixTimeSeconds(), received.Body)
        );
        var content = JsonElement.Parse(received.Body).GetProperty("content").GetString();
        JsonElement.Parse(content!).GetProperty("share_id").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Stale_wrong_and_missing_signatures_can_be_sent()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await SendAsync(
            new
            {
                @event = "video.upload.failed",
                openId = "o",
                target = receiver.Address,
                stale = true,
            }
        );
        await SendAsync(
            new
            {
                @event = "video.upload.failed",
                openId = "o",
                target = receiver.Address,
                wrongSecret = true,
            }
        );
        await SendAsync(
            new
            {
                @event = "video.upload.failed",
                openId = "o",
                target = receiver.Address,
                unsigned = true,
            }
        );

        var received = await receiver.WaitAsync(3);

        var now = host.Clock.GetUtcNow().ToUnixTimeSeconds();
        received[0].LoginSignature.ShouldBe(LoginWebhooks.Sign("cs_demo", now - 3600, received[0].Body));
        received[1].LoginSignature.ShouldNotBe(LoginWebhooks.Sign("cs_demo", now, received[1].Body));
        received[2].LoginSignature.ShouldBeNull();
    }

    [Fact]
    public async Task Delivery_is_repeated_until_it_is_answered_200()
    {
        await using var receiver = await WebhookReceiver.StartAsync(503, 204);
        using var set = await host.Http.PutAsJsonAsync("/sim/settings", new { webhookRetryBaseMs = 5 });
        await SendAsync(
            new
            {
                @event = "video.upload.failed",
                openId = "o",
                target = receiver.Address,
            }
        );

        var received = await receiver.WaitAsync(3);

        received.ShouldAllBe(delivery => delivery.Body.SequenceEqual(received[0].Body));
    }

    [Fact]
    public async Task Duplicates_and_reordered_events_can_be_sent()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var events = new[] { "video.upload.failed", "video.publish.completed" };
        await SendAsync(
            new
            {
                events,
                openId = "o",
                target = receiver.Address,
                times = 2,
                reorder = true,
            }
        );

        var received = await receiver.WaitAsync(4);

        received
            .Select(delivery => JsonElement.Parse(delivery.Body).GetProperty("event").GetString())
            .ShouldBe([events[1], events[1], events[0], events[0]]);
    }

    [Fact]
    public async Task Own_revocation_is_told_to_the_registered_callback()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        using var put = await host.Http.PutAsJsonAsync(
            "/sim/tiktok/clients/ck_demo",
            new
            {
                secret = "cs_demo",
                redirectUris = new[] { SimulatorHost.Redirect },
                webhookUrl = receiver.Address,
            }
        );
        var token = (await host.ConnectAsync()).GetProperty("access_token").GetString()!;
        await host.TokenAsync(
            new Dictionary<string, string>
            {
                ["client_key"] = "ck_demo",
                ["client_secret"] = "cs_demo",
                ["token"] = token,
            },
            "/v2/oauth/revoke/"
        );

        var body = JsonElement.Parse((await receiver.WaitAsync(1))[0].Body);

        body.GetProperty("event").GetString().ShouldBe("authorization.removed");
        body.GetProperty("content").GetString().ShouldBe("""{"reason":5}""");
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private Task<JsonElement> SendAsync(object order) => host.PostAsync("/sim/tiktok/webhooks", order);
}
