using System.Buffers;
using System.Text.Json;
using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Shared;

namespace Crm.Infrastructure.Providers.TikTokLeads;

/// <summary>
/// Lead webhooks of the Marketing API: up to a thousand entries a delivery, of several advertisers (tiktok-leadgen §4).
/// Sources disagree about the signature, so either header is taken, and what carries neither only where the account allows it.
/// </summary>
internal sealed class TikTokLeadsHook(HookSecrets secrets) : IInboundHook
{
    public const string SignatureHeader = "X-Open-Signature";

    public string Key => "tiktok-leadgen";

    public string Platform => "tiktok_leads";

    public IReadOnlyList<string> SignatureHeaders { get; } = [SignatureHeader, TimestampedSignature.Header];

    public HookVerdict Verify(InboundRequest request)
    {
        foreach (var signature in request.Signatures)
        {
            var isMatch =
                signature.Header == SignatureHeader
                    ? IsOpenSignature(request.Body.Span, signature.Value)
                    : TimestampedSignature.Verify(secrets, request.Body.Span, signature.Value) is not null;
            if (isMatch)
            {
                return HookVerdict.Verified;
            }
        }

        if (request.Signatures.Count > 0)
        {
            return HookVerdict.SignatureWrong;
        }

        return request.AcceptsUnsigned ? HookVerdict.TakenUnsigned : HookVerdict.SignatureMissing;
    }

    public byte[] Identify(ReadOnlySpan<byte> body) => HookBody.Identify(body);

    public IReadOnlyList<InboundEvent> Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            return TikTokLeadEntries.Read(body);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new FormatException("The body is not a lead delivery.", exception);
        }
    }

    public byte[] Cut(ReadOnlyMemory<byte> body, IReadOnlyList<InboundEvent> events)
    {
        var cut = new ArrayBufferWriter<byte>(body.Length);
        cut.Write("{\"object\":1,\"entry\":["u8);
        for (var index = 0; index < events.Count; index++)
        {
            cut.Write(index == 0 ? ""u8 : ","u8);
            cut.Write(events[index].Raw.Span);
        }

        cut.Write("]}"u8);

        return cut.WrittenSpan.ToArray();
    }

    private bool IsOpenSignature(ReadOnlySpan<byte> body, string signature)
    {
        if (secrets.Verify(body, signature))
        {
            return true;
        }

        if (!EscapedForm.IsNeeded(body))
        {
            return false;
        }

        var (escaped, length) = EscapedForm.Rent(body);
        try
        {
            return secrets.Verify(escaped.AsSpan(0, length), signature);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(escaped);
        }
    }
}
