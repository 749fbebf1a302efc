namespace Crm.Infrastructure.Inbox;

/// <summary>What a provider posted, as it came.</summary>
/// <param name="Signatures">The value of each signature header of the hook, in its order; null where it did not come.</param>
internal sealed record Delivery(byte[] Body, IReadOnlyList<string?> Signatures, string? SourceAddress);

internal enum Receipt
{
    Committed,
    UnknownAddress,
    Unavailable,
}

/// <summary>A delivery ready to be stored.</summary>
internal sealed record StoredDelivery(
    Guid TenantId,
    Guid Id,
    string Provider,
    Guid? AccountId,
    string? Reason,
    byte[] DedupeKey,
    ReadOnlyMemory<byte> SealedBody,
    int BodySize,
    string? Signature,
    string? SourceAddress,
    DateTime ReceivedAt,
    bool IsPart = false
);
