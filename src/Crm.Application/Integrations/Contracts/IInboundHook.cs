namespace Crm.Application.Integrations.Contracts;

/// <summary>Verifies and reads what a provider posts to us. Works on the raw bytes; never re-serialises what it verifies.</summary>
public interface IInboundHook
{
    /// <summary>The path segment under <c>/api/integrations/webhooks/</c>.</summary>
    string Key { get; }

    /// <summary>What deliveries are kept under: the platform whose they are, or what several platforms have in common.</summary>
    string Platform { get; }

    /// <summary>The platforms whose proven ids own the events, and whose accounts may use an address of their own.</summary>
    IReadOnlyList<string> Platforms => [Platform];

    /// <summary>What of the fields that were pasted for an account verification takes at the account's own address.</summary>
    IReadOnlyList<string> ReadsCredentials => [];

    /// <summary>Verification takes the unguessable part of the address it arrived at.</summary>
    bool ReadsAddressKey => false;

    /// <summary>The headers that verification reads; they are kept beside the body so that a replay can verify again.</summary>
    IReadOnlyList<string> SignatureHeaders { get; }

    bool IsOf(string platform) => platform == Platform || Platforms.Contains(platform, StringComparer.Ordinal);

    HookVerdict Verify(InboundRequest request);

    /// <summary>32 bytes, the same for every delivery of the same thing. Reads the whole body, but makes nothing of it.</summary>
    /// <exception cref="FormatException">The body cannot be read.</exception>
    byte[] Identify(ReadOnlySpan<byte> body);

    /// <summary>Splits a verified body into events, each for one owner.</summary>
    /// <exception cref="FormatException">The body cannot be read.</exception>
    IReadOnlyList<InboundEvent> Read(ReadOnlyMemory<byte> body);

    /// <summary>A body of the same form that holds these events of <paramref name="body"/> and nobody else's.</summary>
    byte[] Cut(ReadOnlyMemory<byte> body, IReadOnlyList<InboundEvent> events);
}

/// <param name="Signatures">Those of the hook's signature headers that came, by name.</param>
/// <param name="AcceptsUnsigned">The account at whose unguessable address it arrived takes unsigned deliveries.</param>
/// <param name="AddressKey">The unguessable part of that address; null at a shared one.</param>
/// <param name="Credentials">What was pasted for the account of that address, as far as the hook reads it.</param>
public readonly record struct InboundRequest(
    ReadOnlyMemory<byte> Body,
    IReadOnlyList<HookSignature> Signatures,
    DateTimeOffset ReceivedAt,
    bool AcceptsUnsigned,
    string? AddressKey = null,
    PastedCredentials? Credentials = null
)
{
    public override string ToString() => "•••";
}

/// <summary>A hook whose provider asks, before it delivers anything, whether the address is ours.</summary>
public interface IHandshakeHook : IInboundHook
{
    /// <summary>A person who opens the address asks nothing.</summary>
    bool IsHandshake(Func<string, string?> query);

    /// <returns>The answer, exactly as it must be; null: refused.</returns>
    string? Answer(HandshakeRequest request);
}

/// <param name="Query">A parameter of the address by its name.</param>
/// <param name="AddressKey">The unguessable part of the address; null at a shared one.</param>
/// <param name="Credentials">What was pasted for the account of that address, as far as the hook reads it.</param>
public readonly record struct HandshakeRequest(
    Func<string, string?> Query,
    string? AddressKey,
    PastedCredentials? Credentials
)
{
    public override string ToString() => "•••";
}

public readonly record struct HookSignature(string Header, string Value);

/// <param name="Reason">
/// Why it was refused: <c>signature_missing</c>, <c>signature_wrong</c>, <c>malformed</c>. Of a verified one: <c>late</c> when
/// it was signed longer ago than the tolerance, <c>unsigned</c> when the account takes such.
/// </param>
public readonly record struct HookVerdict(bool IsVerified, string? Reason)
{
    public static readonly HookVerdict Verified = new(IsVerified: true, Reason: null);
    public static readonly HookVerdict Late = new(IsVerified: true, "late");
    public static readonly HookVerdict TakenUnsigned = new(IsVerified: true, "unsigned");
    public static readonly HookVerdict SignatureMissing = new(IsVerified: false, "signature_missing");
    public static readonly HookVerdict SignatureWrong = new(IsVerified: false, "signature_wrong");
    public static readonly HookVerdict Malformed = new(IsVerified: false, "malformed");
}

/// <summary>One event of a delivery.</summary>
/// <param name="Type">The provider's own name of it.</param>
/// <param name="ExternalId">The proven id that owns it (open id, advertiser); null: nobody's.</param>
/// <param name="Raw">The part of the body that is this event.</param>
/// <param name="Content">What it says; acted on once the owner is known.</param>
public sealed record InboundEvent(string Type, string? ExternalId, ReadOnlyMemory<byte> Raw, InboundContent Content)
{
    /// <summary>Whose it is, where a hook serves several platforms; null: the hook's own.</summary>
    public string? Platform { get; init; }

    /// <summary>What the integration log calls it, where it has a line there beside its effect; never personal data.</summary>
    public string? Noted { get; init; }
}

/// <summary>The kinds of things providers tell us.</summary>
public abstract record InboundContent
{
    private InboundContent() { }

    public sealed record Lead(LeadForm Form) : InboundContent;

    /// <summary>Somebody filled in a form; what they wrote has to be fetched.</summary>
    /// <param name="LeadId">The provider's own id of the entry.</param>
    /// <param name="HolderId">The id that holds it, such as a page's.</param>
    public sealed record LeadReference(string LeadId, string? HolderId) : InboundContent;

    /// <param name="OccurredAt">When the person withdrew it; older than the present connection means: not this one.</param>
    public sealed record AuthorizationRemoved(DateTimeOffset OccurredAt, string? Reason) : InboundContent;

    /// <summary>What people wrote, and what became of messages to them.</summary>
    public sealed record Messages(IReadOnlyList<ReceivedMessage> Received, IReadOnlyList<ToldStatus> Told)
        : InboundContent;

    /// <summary>A template was judged anew.</summary>
    public sealed record Template(string Name, string Language, string Status, string? Reason) : InboundContent;

    /// <summary>Worth a line in the integration log and nothing else.</summary>
    public sealed record Notice(string? ExternalReference) : InboundContent;

    /// <summary>Ours to act on, but not to be read.</summary>
    public sealed record Unreadable : InboundContent;

    /// <summary>Valid, but nothing we act on.</summary>
    public sealed record Ignored : InboundContent;
}
