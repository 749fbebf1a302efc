using System.Text.Json;
using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Shared;

namespace Crm.Infrastructure.Providers.Meta;

/// <summary>
/// Refusals that are about one message or one person and say nothing of the account (whatsapp §6), whether they come as an answer or
/// later as a status. Everything else is an error as any other of the graph.
/// </summary>
internal static class GraphRefusals
{
    public static readonly MessageAnswer.Refused Unknown = new(MessageRefusal.Content, null, null, null);

    /// <returns>Null: it is no refusal of a message.</returns>
    public static MessageRefusal? Classify(string? code) =>
        code switch
        {
            "131047" => MessageRefusal.WindowClosed,
            "131050" => MessageRefusal.OptedOut,
            "132001" => MessageRefusal.TemplateUnknown,
            "132015" or "132016" => MessageRefusal.TemplateUnusable,
            "131026" or "131021" or "131030" or "130403" or "130472" or "131049" or "131062" =>
                MessageRefusal.Recipient,
            "100" or "131008" or "131009" or "131051" or "131052" or "131053" => MessageRefusal.Content,
            "132000" or "132005" or "132007" or "132012" or "132018" or "132068" or "132069" => MessageRefusal.Content,
            _ => null,
        };

    /// <summary>One entry of a status's <c>errors</c>.</summary>
    public static MessageAnswer.Refused Read(JsonElement error)
    {
        var code = JsonText.Of(error, "code");
        var details =
            error.TryGetProperty("error_data", out var data) && data.ValueKind is JsonValueKind.Object
                ? JsonText.Of(data, "details")
                : null;
        var words = details ?? JsonText.Of(error, "message") ?? JsonText.Of(error, "title");

        return new(Classify(code) ?? MessageRefusal.Content, ReasonOf(code) ?? words, code, RequestId: null);
    }

    /// <summary>In the languages of whoever reads it, where it is one that happens every day.</summary>
    public static string? ReasonOf(string? code) =>
        code switch
        {
            "131026" => "reason_recipient_unreachable",
            "131021" => "reason_recipient_is_sender",
            "131030" => "reason_recipient_not_allowed",
            "131049" => "reason_recipient_marketing_cap",
            "131062" => "reason_recipient_needs_phone",
            _ => null,
        };
}
