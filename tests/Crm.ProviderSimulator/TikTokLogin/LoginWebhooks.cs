using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Crm.ProviderSimulator.Control;

namespace Crm.ProviderSimulator.TikTokLogin;

/// <summary>A webhook to be sent and how it misbehaves.</summary>
/// <param name="Content">The object inside <c>content</c>; the event's documented one when absent.</param>
/// <param name="Times">How often the same body is sent, as at-least-once delivery does.</param>
/// <param name="Stale">Signed an hour ago.</param>
/// <param name="Unsigned">Sent without the header.</param>
/// <param name="Events">Several events in one request to the simulator, sent one after the other.</param>
/// <param name="Reorder">The newest event first.</param>
/// <param name="CreateTime">Seconds; the clock's time when absent.</param>
internal sealed record LoginWebhookOrder(
    string? Event,
    string OpenId,
    JsonElement? Content,
    Uri? Target,
    int Times = 1,
    bool Stale = false,
    bool WrongSecret = false,
    bool Unsigned = false,
    bool Reorder = false,
    int DelayMs = 0,
    long? CreateTime = null,
    string ClientKey = LoginClients.DemoKey,
    IReadOnlyList<string>? Events = null
);

internal sealed class LoginWebhooks(WebhookSender sender, LoginClients clients, CrmAddress crm, TimeProvider clock)
{
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromHours(72);

    public static string Sign(string secret, long seconds, ReadOnlySpan<byte> body)
    {
        var prefix = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seconds}."));
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. prefix, .. body]);
        return string.Create(CultureInfo.InvariantCulture, $"t={seconds},s={Convert.ToHexStringLower(signature)}");
    }

    public async Task<IReadOnlyList<Delivery>> SendAsync(LoginWebhookOrder order)
    {
        var client = clients.Find(order.ClientKey) ?? throw new BadHttpRequestException("unknown clientKey");
        var created = order.CreateTime ?? clock.GetUtcNow().ToUnixTimeSeconds();
        var events = order.Events ?? [order.Event ?? throw new BadHttpRequestException("event is missing")];
        var drafts = events.Select((name, index) => Draft(order, client, name, created + index));
        var deliveries = new List<Delivery>();
        foreach (var draft in order.Reorder ? drafts.Reverse() : drafts)
        {
            for (var time = 0; time < order.Times; time++)
            {
                deliveries.Add(await sender.SendAsync(draft));
            }
        }

        return deliveries;
    }

    /// <summary>The grant has ended; goes out by itself when the app has registered a callback.</summary>
    public void TellRemoved(LoginClient client, string openId, int reason)
    {
        if (client.WebhookUrl is { } target)
        {
            var content = JsonSerializer.SerializeToElement(new { reason });
            _ = SendAsync(new("authorization.removed", openId, content, target, ClientKey: client.Key));
        }
    }

    private WebhookDraft Draft(LoginWebhookOrder order, LoginClient client, string name, long created)
    {
        var content = order.Content is { } given ? given.GetRawText() : DefaultContent(name);
        var body = Encoding.UTF8.GetBytes(
            $"{{\"client_key\":{JsonText.Quote(client.Key)},\"event\":{JsonText.Quote(name)},"
                + string.Create(CultureInfo.InvariantCulture, $"\"create_time\":{created},")
                + $"\"user_openid\":{JsonText.Quote(order.OpenId)},\"content\":{JsonText.Quote(content)}}}"
        );
        var secret = order.WrongSecret ? client.Secret + "-wrong" : client.Secret;
        var age = order.Stale ? TimeSpan.FromHours(1) : TimeSpan.Zero;
        return new(
            LoginProvider.Name,
            name,
            order.Target ?? client.WebhookUrl ?? new(crm.Webhook(LoginProvider.Name)),
            body,
            time =>
                order.Unsigned ? [] : [new("TikTok-Signature", Sign(secret, (time - age).ToUnixTimeSeconds(), body))],
            GiveUpAfter,
            order.DelayMs
        );
    }

    private static string DefaultContent(string name) =>
        name switch
        {
            "authorization.removed" => """{"reason":1}""",
            "video.upload.failed" or "video.publish.completed" => $$"""{"share_id":"video.{{RandomText.Of(20)}}"}""",
            "portability.download.ready" => """{"request_id":7106594312292453675}""",
            _ => $$"""{"publish_id":"v_pub_url~{{RandomText.Of(12)}}","publish_type":"DIRECT_PUBLISH"}""",
        };
}
