using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Messaging;

namespace Crm.Application.Messaging;

/// <summary>A platform's refusals by the codes of docs/problems.md.</summary>
internal static class MessageFaults
{
    public const string OptedOut = "recipient_opted_out";

    public static readonly MessageFault ByPerson = new(OptedOut, "reason_recipient_opted_out");

    public static MessageFault Of(MessageAnswer.Refused refused) =>
        new(
            refused.Why switch
            {
                MessageRefusal.WindowClosed => "outside_service_window",
                MessageRefusal.OptedOut => OptedOut,
                MessageRefusal.TemplateUnknown => "template_unknown",
                MessageRefusal.TemplateUnusable => "template_not_approved",
                MessageRefusal.Recipient => "recipient_unreachable",
                _ => "provider_rejected",
            },
            refused.Reason,
            refused.ProviderCode
        );

    public static MessageFault Of(ProviderException trouble) =>
        new(trouble.Code, Words(trouble.Reason), trouble.ProviderCode);

    /// <summary>Nobody knows whether it went.</summary>
    public static MessageFault Lost(ProviderException trouble) =>
        new("outcome_unknown", Words(trouble.Reason), trouble.ProviderCode);

    private static string? Words(string? reason) =>
        reason is "timeout" or "connection_failed" or "unreadable_answer" ? $"reason_{reason}"
        : reason?.All(char.IsAsciiDigit) is true ? null
        : reason;
}
