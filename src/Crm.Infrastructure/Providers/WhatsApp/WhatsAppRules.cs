using System.Text.RegularExpressions;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;

namespace Crm.Infrastructure.Providers.WhatsApp;

/// <summary>What is refused whoever it is sent to (whatsapp §3).</summary>
internal static partial class WhatsAppRules
{
    private const int LongestText = 4_096;
    private const int LongestCaption = 1_024;
    private const int LongestParameters = 1_024;

    public static IEnumerable<ContentFault> Check(OutgoingContent content) =>
        content switch
        {
            OutgoingContent.Text text => TooLong(text.Body, LongestText, "text"),
            OutgoingContent.Media media => Check(media),
            OutgoingContent.Template template => Check(template),
            _ => [],
        };

    private static IEnumerable<ContentFault> Check(OutgoingContent.Media media)
    {
        if (media.Caption is { } caption)
        {
            if (media.Kind is "audio" or "sticker")
            {
                yield return new("message_caption_unknown", "media.caption");
            }

            foreach (var fault in TooLong(caption, LongestCaption, "media.caption"))
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<ContentFault> Check(OutgoingContent.Template template)
    {
        for (var index = 0; index < template.Components.Count; index++)
        {
            var texts = template.Components[index].Parameters.Where(parameter => parameter.Type is "text").ToList();
            var member = $"template.components[{index}].parameters";
            if (texts.Exists(parameter => UnfitText().IsMatch(parameter.Value)))
            {
                yield return new("template_text_unfit", member);
            }

            var length = texts.Sum(parameter => parameter.Value.Length);
            if (length > LongestParameters)
            {
                yield return new("message_too_long", member, LongestParameters, length);
            }
        }
    }

    private static IEnumerable<ContentFault> TooLong(string text, int longest, string member) =>
        text.Length > longest ? [new("message_too_long", member, longest, text.Length)] : [];

    [GeneratedRegex(
        "[\n\r\t]| {5,}",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: PatternPatience.Milliseconds
    )]
    private static partial Regex UnfitText();
}
