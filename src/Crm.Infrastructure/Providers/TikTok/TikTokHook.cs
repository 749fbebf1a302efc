using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Shared;

namespace Crm.Infrastructure.Providers.TikTok;

/// <summary>Login Kit webhooks: one event a delivery, for every user of the app at one address (tiktok-login-kit §6).</summary>
internal sealed class TikTokHook(TikTokHookOptions options) : IInboundHook
{
    public string Key => "tiktok";

    public string Platform => "tiktok";

    public IReadOnlyList<string> SignatureHeaders { get; } = [TimestampedSignature.Header];

    public HookVerdict Verify(InboundRequest request)
    {
        if (request.Signatures is not [var signature, ..])
        {
            return HookVerdict.SignatureMissing;
        }

        return TimestampedSignature.Verify(options.Secrets, request.Body.Span, signature.Value) switch
        {
            null => HookVerdict.SignatureWrong,
            { } signedAt when (request.ReceivedAt - signedAt).Duration() > options.Tolerance => HookVerdict.Late,
            _ => HookVerdict.Verified,
        };
    }

    public byte[] Identify(ReadOnlySpan<byte> body)
    {
        var notice = TikTokNotice.Parse(body);
        var name = JsonSerializer.SerializeToUtf8Bytes(
            new[] { notice.Event, notice.OpenId, notice.CreateTime, notice.Content }
        );

        return SHA256.HashData(name);
    }

    public IReadOnlyList<InboundEvent> Read(ReadOnlyMemory<byte> body)
    {
        var notice = TikTokNotice.Parse(body.Span);

        return [new InboundEvent(notice.Event, notice.OpenId, body, ContentOf(notice))];
    }

    public byte[] Cut(ReadOnlyMemory<byte> body, IReadOnlyList<InboundEvent> events) => body.ToArray();

    private static InboundContent ContentOf(TikTokNotice notice) =>
        notice.Event switch
        {
            "authorization.removed" when notice.OccurredAt is { } at => new InboundContent.AuthorizationRemoved(
                at,
                Member(notice.Content, "reason")
            ),
            "video.upload.failed" or "video.publish.completed" => new InboundContent.Notice(
                Member(notice.Content, "share_id")
            ),
            var type when type.StartsWith("post.publish.", StringComparison.Ordinal) => new InboundContent.Notice(
                Member(notice.Content, "publish_id")
            ),
            _ => new InboundContent.Ignored(),
        };

    private static string? Member(string? content, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(Encoding.UTF8.GetBytes(content ?? "null"));

            return document.RootElement.ValueKind is JsonValueKind.Object
                ? document.RootElement.TryGetProperty(name, out var member)
                    ? JsonText.Of(member)
                    : null
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
