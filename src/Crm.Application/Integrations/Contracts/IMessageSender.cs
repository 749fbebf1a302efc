using Crm.Application.Common;

namespace Crm.Application.Integrations.Contracts;

/// <summary>Sends messages to single people, none of them twice, and knows the templates that were approved for it.</summary>
public interface IMessageSender : IProvider
{
    MessagingRules Rules { get; }

    /// <summary>What the platform would refuse, whoever it is sent to. Asks nobody.</summary>
    IReadOnlyList<ContentFault> Check(OutgoingContent content);

    /// <summary>One call, never repeated by itself: its intent is committed before it.</summary>
    /// <exception cref="ProviderException">
    /// Trouble of the account or the platform: clearly refused or never sent; with <see cref="ProviderException.MayHaveHappened"/>
    /// the answer was lost.
    /// </exception>
    Task<MessageAnswer> SendAsync(AccountAccess access, MessageOrder order, CancellationToken cancellationToken);

    /// <exception cref="ProviderException">Refused or failed; also when the token does not tell whose templates they are.</exception>
    Task<IReadOnlyList<ListedTemplate>> ListTemplatesAsync(AccountAccess access, CancellationToken cancellationToken);
}

/// <param name="ServiceWindow">How long after a person's message anything but a template may be sent.</param>
/// <param name="PausePerPerson">Between two messages to the same person.</param>
public sealed record MessagingRules(TimeSpan ServiceWindow, TimeSpan PausePerPerson);

/// <param name="Reference">Ours; comes back with what is told of the message.</param>
/// <param name="Phone">In E.164; null: the person is known by <paramref name="UserId"/> alone.</param>
/// <param name="UserId">The platform's own id of the person.</param>
/// <param name="Postponed">How often it was put off already.</param>
public sealed record MessageOrder(
    string Reference,
    string? Phone,
    string? UserId,
    OutgoingContent Content,
    int Postponed = 0
)
{
    public override string ToString() => Reference;
}

public abstract record OutgoingContent
{
    private OutgoingContent() { }

    public sealed override string ToString() => "•••";

    public sealed record Text(string Body) : OutgoingContent;

    public sealed record Template(string Name, string Language, IReadOnlyList<OutgoingComponent> Components)
        : OutgoingContent;

    /// <param name="Kind">image, video, audio, document or sticker.</param>
    /// <param name="Address">Where the platform finds the bytes.</param>
    public sealed record Media(string Kind, Uri Address, string? Caption, string? FileName) : OutgoingContent;
}

/// <param name="Type">header, body or button.</param>
/// <param name="SubType">Of a button: url, quick_reply and so on.</param>
/// <param name="Index">Of a button, from 0.</param>
public sealed record OutgoingComponent(
    string Type,
    string? SubType,
    int? Index,
    IReadOnlyList<OutgoingParameter> Parameters
);

/// <param name="Type">text, payload, image, video or document.</param>
/// <param name="Name">Where the template names its placeholders.</param>
/// <param name="Value">The text, the payload, or the address of the media.</param>
public sealed record OutgoingParameter(string Type, string Value, string? Name = null);

/// <param name="Code">Its text stands with those of the members.</param>
/// <param name="Member">Of the request, for example <c>text</c>.</param>
public sealed record ContentFault(string Code, string Member, long? Limit = null, long? Actual = null);

public abstract record MessageAnswer(string? RequestId)
{
    /// <summary>Taken, which is not delivered.</summary>
    /// <param name="Phone">As the platform writes the person's, in E.164; it may differ from the one it was sent to.</param>
    public sealed record Accepted(string ExternalId, string? Phone, string? UserId, string? RequestId)
        : MessageAnswer(RequestId);

    /// <summary>This message to this person will not go; others may.</summary>
    /// <param name="Reason">A <c>reason_…</c> of ours or the platform's own words.</param>
    /// <param name="ProviderCode">The platform's own number of it.</param>
    public sealed record Refused(MessageRefusal Why, string? Reason, string? ProviderCode, string? RequestId)
        : MessageAnswer(RequestId);

    /// <summary>Not now to this person.</summary>
    public sealed record Postponed(TimeSpan For, string? ProviderCode, string? RequestId) : MessageAnswer(RequestId);
}

public enum MessageRefusal
{
    /// <summary>Something about the message.</summary>
    Content,

    /// <summary>Something about the person: not there, not reachable.</summary>
    Recipient,

    /// <summary>Only a template would have been taken.</summary>
    WindowClosed,

    /// <summary>The person wants no marketing from this company.</summary>
    OptedOut,
    TemplateUnknown,

    /// <summary>It was approved once and is not now.</summary>
    TemplateUnusable,
}

/// <param name="Status">approved, pending, rejected, paused, disabled, or another word of the platform's in lower case.</param>
/// <param name="Category">marketing, utility or authentication.</param>
/// <param name="Text">Of its body.</param>
public sealed record ListedTemplate(
    string Name,
    string Language,
    string Category,
    string Status,
    string? Text,
    IReadOnlyList<ListedSlot> Slots
);

/// <summary>A place of a template that takes parameters.</summary>
/// <param name="Component">header, body or button.</param>
/// <param name="Format">text, or the kind of media that it takes: image, video, document.</param>
/// <param name="Names">Of its placeholders, in their order; numbers where the template does not name them.</param>
public sealed record ListedSlot(string Component, int? Index, string Format, IReadOnlyList<string> Names);
