using Crm.Domain.Common;
using Crm.Domain.Messaging;

namespace Crm.Application.Messaging.Sending;

/// <param name="Language">One of the template's own.</param>
/// <param name="Components">Each that has placeholders, in any order; left out where there are none.</param>
public sealed record TemplateOrder(
    string Name,
    string Language,
    IReadOnlyList<TemplateComponentOrder>? Components = null
);

/// <param name="Type">header, body or button.</param>
/// <param name="SubType">Of a button: url, quick_reply or copy_code.</param>
/// <param name="Index">Of a button, from 0.</param>
public sealed record TemplateComponentOrder(
    string Type,
    IReadOnlyList<TemplateParameterOrder>? Parameters = null,
    string? SubType = null,
    int? Index = null
)
{
    internal SentComponent Sent() =>
        new(
            Type,
            [
                .. (Parameters ?? []).Select(parameter => new SentParameter(
                    parameter.Type,
                    CleanText.Storable(parameter.Value),
                    parameter.Name
                )),
            ],
            SubType ?? (Type is "button" ? UsualSubType : null),
            Index ?? (Type is "button" ? 0 : null)
        );

    private string UsualSubType =>
        Parameters is [{ } first, ..]
            ? first.Type switch
            {
                "coupon_code" => "copy_code",
                "payload" => "quick_reply",
                _ => "url",
            }
            : "url";
}

/// <param name="Type">text, payload, coupon_code, image, video or document.</param>
/// <param name="Value">The text, the payload, or the https address of the media.</param>
/// <param name="Name">The placeholder's, where the template names them.</param>
public sealed record TemplateParameterOrder(string Type, string Value, string? Name = null);

/// <param name="Type">image, video, audio, document or sticker.</param>
/// <param name="Url">Where the platform fetches it, by https.</param>
public sealed record MediaOrder(string? Type, string? Url, string? Caption = null, string? FileName = null);
