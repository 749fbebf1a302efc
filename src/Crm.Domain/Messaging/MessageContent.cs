namespace Crm.Domain.Messaging;

/// <param name="Type">text, template, image and so on, in the platform's words.</param>
/// <param name="Text">What a person reads: the text or a caption.</param>
/// <param name="Details">All of a received kind's own object, as JSON.</param>
/// <param name="ReplyTo">The platform's id of the message that it answers.</param>
public sealed record MessageContent(
    string Type,
    string? Text,
    SentTemplate? Template = null,
    MessageMedia? Media = null,
    string? Details = null,
    string? ReplyTo = null
)
{
    public const string TextType = "text";
    public const string TemplateType = "template";
}

public sealed record SentTemplate(string Name, string Language, IReadOnlyList<SentComponent>? Components);

/// <param name="Type">header, body or button.</param>
/// <param name="SubType">Of a button: url, quick_reply and so on.</param>
/// <param name="Index">Of a button, from 0.</param>
public sealed record SentComponent(
    string Type,
    IReadOnlyList<SentParameter>? Parameters = null,
    string? SubType = null,
    int? Index = null
);

/// <param name="Type">text, payload, image, video or document.</param>
/// <param name="Value">The text, the payload, or the address of the media.</param>
/// <param name="Name">Where the template names its placeholders.</param>
public sealed record SentParameter(string Type, string Value, string? Name = null);

/// <param name="ProviderId">The platform's own, of what was received; good for some days.</param>
/// <param name="Url">Where the platform found what was sent.</param>
public sealed record MessageMedia(string? ProviderId, string? Type, string? FileName, string? Url = null);
