using System.Net.Sockets;
using System.Security.Cryptography;
using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using Crm.Domain.Integrations;
using Microsoft.Extensions.Logging;

namespace Crm.Infrastructure.Inbox;

/// <summary>Verifies a delivery, seals it and has it committed: to the inbox, or to the quarantine.</summary>
internal sealed partial class InboxReceiver(
    AccountAddresses addresses,
    InboxStore inbox,
    QuarantineStore quarantine,
    IVault vault,
    TimeProvider time,
    ILogger<InboxReceiver> logger
)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(1_250);

    public async Task<Receipt> ReceiveAsync(IInboundHook hook, string? accountKey, Delivery delivery)
    {
        try
        {
            return await ReceiveInTimeAsync(hook, accountKey, delivery).WaitAsync(Patience);
        }
        catch (Exception exception)
            when (exception
                    is InboxUnavailableException
                        or TimeoutException
                        or Npgsql.NpgsqlException
                        or SocketException
            )
        {
            LogUnavailable(hook.Key, (exception.InnerException ?? exception).Message);

            return Receipt.Unavailable;
        }
    }

    /// <returns>Null: nobody's address.</returns>
    /// <exception cref="InboxUnavailableException">The database cannot be asked.</exception>
    public async Task<HandshakeRequest?> DescribeAsync(
        IInboundHook hook,
        string? accountKey,
        Func<string, string?> query
    )
    {
        if (accountKey is null)
        {
            return new(query, AddressKey: null, Credentials: null);
        }

        var address = await addresses.FindAsync(accountKey);

        return address is not null && hook.Platforms.Contains(address.Platform, StringComparer.Ordinal)
            ? new HandshakeRequest(query, accountKey, address.Credentials)
            : null;
    }

    private async Task<Receipt> ReceiveInTimeAsync(IInboundHook hook, string? accountKey, Delivery delivery)
    {
        var address = accountKey is null ? null : await addresses.FindAsync(accountKey);
        if (
            accountKey is not null
            && (address is null || !hook.Platforms.Contains(address.Platform, StringComparer.Ordinal))
        )
        {
            return Receipt.UnknownAddress;
        }

        var receivedAt = time.GetUtcNow();
        var signatures = SignatureLine.Of(hook, delivery);
        var request = new InboundRequest(
            delivery.Body,
            signatures,
            receivedAt,
            address?.AcceptsUnsigned ?? false,
            accountKey,
            address?.Credentials
        );
        var (verdict, dedupeKey) = Judge(hook, request);
        var body = verdict.IsVerified ? delivery.Body : Cut(delivery.Body);
        var tenantId = address is null ? TenantId.Platform : new TenantId(address.TenantId);
        var id = Guid.CreateVersion7(receivedAt);
        var sealedBody = await vault.SealAsync(new(tenantId, id, WebhookEvent.BodyField), body, CancellationToken.None);
        var stored = new StoredDelivery(
            tenantId.Value,
            id,
            address?.Platform ?? hook.Platform,
            address?.AccountId,
            verdict.Reason,
            dedupeKey,
            sealedBody.Bytes,
            delivery.Body.Length,
            SignatureLine.Write(signatures),
            delivery.SourceAddress,
            receivedAt.UtcDateTime
        );

        if (verdict.Reason is not null)
        {
            LogVerdict(hook.Key, id, verdict.Reason);
        }

        await (verdict.IsVerified ? inbox.StoreAsync(stored) : quarantine.StoreAsync(stored));

        return Receipt.Committed;
    }

    private static (HookVerdict Verdict, byte[] DedupeKey) Judge(IInboundHook hook, InboundRequest request)
    {
        var verdict = hook.Verify(request);
        try
        {
            if (verdict.IsVerified)
            {
                return (verdict, hook.Identify(request.Body.Span));
            }
        }
        catch (FormatException)
        {
            verdict = HookVerdict.Malformed;
        }

        return (verdict, SHA256.HashData(request.Body.Span));
    }

    private static ReadOnlyMemory<byte> Cut(byte[] body) =>
        body.AsMemory(0, Math.Min(body.Length, InboxOptions.MaxQuarantinedBody));

    [LoggerMessage(LogLevel.Warning, "A delivery to {Hook} could not be committed; because: {Reason}")]
    private partial void LogUnavailable(string hook, string reason);

    [LoggerMessage(LogLevel.Warning, "Delivery {Id} to {Hook}: {Reason}.")]
    private partial void LogVerdict(string hook, Guid id, string reason);
}
