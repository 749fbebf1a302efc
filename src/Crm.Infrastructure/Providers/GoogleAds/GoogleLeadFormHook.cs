using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Crm.Application.Integrations.Connections;
using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Shared;

namespace Crm.Infrastructure.Providers.GoogleAds;

/// <summary>
/// One lead a delivery. Nothing is signed: the body repeats the key that the customer typed beside the address into the form
/// (google-ads-lead-form §4), so it is good at an account's own address alone.
/// </summary>
internal sealed class GoogleLeadFormHook : IInboundHook
{
    public string Key => GoogleAdsProvider.HookKey;

    public string Platform => GoogleAdsProvider.Key;

    public bool ReadsAddressKey => true;

    public IReadOnlyList<string> SignatureHeaders => [];

    public HookVerdict Verify(InboundRequest request)
    {
        try
        {
            using var document = JsonDocument.Parse(request.Body);

            return
                GoogleLeadForm.Member(document.RootElement, "google_key") is { } key
                && JsonText.Of(key) is { Length: > 0 } given
                ? HookSecrets.AreSame(given, request.AddressKey is { } address ? WebhookKey.Of(address) : null)
                    ? HookVerdict.Verified
                    : HookVerdict.SignatureWrong
                : HookVerdict.SignatureMissing;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return HookVerdict.Malformed;
        }
    }

    public byte[] Identify(ReadOnlySpan<byte> body)
    {
        var form = Parse(body.ToArray());

        return SHA256.HashData(Encoding.UTF8.GetBytes(form.DedupeKey));
    }

    public IReadOnlyList<InboundEvent> Read(ReadOnlyMemory<byte> body) =>
        [new InboundEvent("lead", ExternalId: null, body, new InboundContent.Lead(Parse(body)))];

    public byte[] Cut(ReadOnlyMemory<byte> body, IReadOnlyList<InboundEvent> events) => body.ToArray();

    private static LeadForm Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);

            return GoogleLeadForm.Read(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new FormatException("The body is no lead.", exception);
        }
    }
}
