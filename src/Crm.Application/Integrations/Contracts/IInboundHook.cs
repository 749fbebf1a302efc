using Crm.Domain.Common;

namespace Crm.Application.Integrations.Contracts;

/// <summary>Verifies and reads what a provider posts to us. Works on the raw bytes; never re-serialises.</summary>
public interface IInboundHook
{
    /// <summary>The path segment under <c>/api/integrations/webhooks/</c>.</summary>
    string Key { get; }

    HookVerdict Verify(InboundRequest request);

    /// <summary>Splits a verified body into events, each for one owner. Throws <see cref="FormatException"/> on a body that cannot be read.</summary>
    IReadOnlyList<InboundEvent> Read(ReadOnlyMemory<byte> body);
}

/// <param name="Secrets">More secrets that may have signed it: those of the account whose address was used.</param>
/// <param name="AcceptsUnsigned">The account at whose unguessable address it arrived takes unsigned deliveries.</param>
public sealed record InboundRequest(
    ReadOnlyMemory<byte> Body,
    IReadOnlyDictionary<string, string> Headers,
    DateTimeOffset ReceivedAt,
    IReadOnlyList<Secret> Secrets,
    bool AcceptsUnsigned
);

/// <param name="Reason">Why it was refused: <c>signature_missing</c>, <c>signature_wrong</c>, <c>signature_stale</c>, <c>malformed</c>.</param>
public readonly record struct HookVerdict(bool IsVerified, string? Reason)
{
    public static readonly HookVerdict Verified = new(true, null);

    public static HookVerdict Refused(string reason) => new(false, reason);
}

/// <summary>One event of a delivery.</summary>
/// <param name="Type">The provider's own name of it.</param>
/// <param name="DedupeKey">The same for every delivery of the same event.</param>
/// <param name="ExternalId">The proven id that owns it (open id, advertiser); null: nobody's.</param>
/// <param name="Content">What it says; kept and processed once the owner is known.</param>
public sealed record InboundEvent(string Type, string DedupeKey, string? ExternalId, InboundContent Content);

/// <summary>The kinds of things providers tell us.</summary>
public abstract record InboundContent
{
    private InboundContent() { }

    public sealed record Lead(LeadForm Form) : InboundContent;

    /// <param name="OccurredAt">When the person withdrew it; older than the present connection means: not this one.</param>
    public sealed record AuthorizationRemoved(DateTimeOffset OccurredAt, string? Reason) : InboundContent;

    /// <summary>Worth a line in the integration log and nothing else.</summary>
    public sealed record Notice(string? ExternalReference) : InboundContent;

    /// <summary>Valid, but nothing we act on.</summary>
    public sealed record Ignored : InboundContent;
}
