using System.Buffers;
using System.Text.Json;
using Crm.Application.Integrations.Connections;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using Crm.Infrastructure.Providers.Shared;

namespace Crm.Infrastructure.Providers.Meta;

/// <summary>
/// Deliveries of one app for all its products (whatsapp §5): signed with the app's secret over the raw bytes, which are never
/// written anew before they are verified. At an account's own address it is the customer's app, where a secret of it is pasted.
/// </summary>
/// <param name="secrets">Of the platform's own app.</param>
/// <param name="verifyToken">What the platform's app asks with; null: it is refused.</param>
internal sealed class MetaHook(HookSecrets secrets, Secret? verifyToken) : IHandshakeHook
{
    private const string SignatureHeader = "X-Hub-Signature-256";
    private const string Scheme = "sha256=";

    public string Key => MetaFields.HookKey;

    public string Platform => MetaFields.HookKey;

    public IReadOnlyList<string> Platforms { get; } = [MetaEvents.Pages, MetaEvents.Instagram, MetaEvents.WhatsApp];

    public bool ReadsAddressKey => true;

    public IReadOnlyList<string> ReadsCredentials { get; } = [MetaFields.AppSecret, MetaFields.VerifyToken];

    public IReadOnlyList<string> SignatureHeaders { get; } = [SignatureHeader];

    public HookVerdict Verify(InboundRequest request)
    {
        if (request.Signatures is not [var signature, ..])
        {
            return HookVerdict.SignatureMissing;
        }

        var own = request.Credentials?.Find(MetaFields.AppSecret);

        return
            signature.Value.StartsWith(Scheme, StringComparison.Ordinal)
            && (own is null ? secrets : HookSecrets.Of(own)).Verify(
                request.Body.Span,
                signature.Value.AsSpan(Scheme.Length)
            )
            ? HookVerdict.Verified
            : HookVerdict.SignatureWrong;
    }

    public bool IsHandshake(Func<string, string?> query) =>
        query("hub.mode") is not null || query("hub.verify_token") is not null || query("hub.challenge") is not null;

    public string? Answer(HandshakeRequest request)
    {
        var expected = request.AddressKey is { } key
            ? request.Credentials?.Find(MetaFields.VerifyToken) ?? WebhookKey.Of(key)
            : verifyToken?.Reveal();
        var isOurs = HookSecrets.AreSame(request.Query("hub.verify_token"), expected);

        return isOurs && request.Query("hub.mode") is "subscribe" ? request.Query("hub.challenge") : null;
    }

    public byte[] Identify(ReadOnlySpan<byte> body) => HookBody.Identify(body);

    public IReadOnlyList<InboundEvent> Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            return MetaEvents.Read(body);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new FormatException("The body is not a delivery.", exception);
        }
    }

    public byte[] Cut(ReadOnlyMemory<byte> body, IReadOnlyList<InboundEvent> events)
    {
        using var document = JsonDocument.Parse(body);
        var cut = new ArrayBufferWriter<byte>(body.Length);
        using (var writer = new Utf8JsonWriter(cut))
        {
            writer.WriteStartObject();
            writer.WriteString("object", JsonText.Of(document.RootElement, "object"));
            writer.WriteStartArray("entry");
            foreach (var happened in events)
            {
                writer.WriteRawValue(happened.Raw.Span);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return cut.WrittenSpan.ToArray();
    }
}
